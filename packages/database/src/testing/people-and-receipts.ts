import { createHash, randomBytes } from "node:crypto";
import { canonicalShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { sql } from "drizzle-orm";
import type { Database } from "../engine/open.ts";
import { getPurpose } from "../purposes/purposes.ts";
import { decideAgain, type DecisionResult } from "../provisioning/decide-again.ts";
import type { NewReceipt } from "../provisioning/later-receipt.ts";
import {
  asks,
  editProvider,
  inMinutes,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  randomHash,
  type DecisionOptions,
} from "./factories.ts";

/** A provider with one purpose of two optional details, and a person who has decided about them. */
export async function makeScene(database: Database, options: DecisionOptions & { retentionDays?: number } = {}) {
  const { retentionDays, ...decision } = options;
  const provider = await makeProvider(database, { purposesMode: "chosen" });
  const purpose = await makePurpose(database, {
    attributes: [asks("email"), asks("phone_number")],
    ...(retentionDays === undefined ? {} : { retention: "days", retentionDays }),
  });
  await editProvider(database, provider, { purposesMode: "chosen", purposes: [purpose.purposeId] });
  return { provider, ...purpose, ...(await makePerson(database, provider, decision)) };
}

export type Scene = Awaited<ReturnType<typeof makeScene>>;

/** The text that shows this version, with what a receipt needs beside it. */
export async function shownFor({ orm }: Pick<Database, "orm">, versionId: string): Promise<NewReceipt> {
  const [row] = await orm.execute<{ id: string }>(sql`
    select purpose_id as id from purpose_version where id = ${versionId}`);
  const purpose = await getPurpose(orm, row?.id ?? "");
  const notice = noticeFor(purpose ? [purpose.version] : []);
  const noticeHash = createHash("sha256").update(canonicalShownText(notice)).digest("hex");
  return { language: "en", notice, noticeHash, receiptNumber: receiptNumber(randomBytes(5)) };
}

/** The person of a scene signs in and decides about this version: a yes to these attributes, and a no to the other. */
export async function decideOn(
  database: Database,
  { provider, userId }: Pick<Scene, "provider" | "userId">,
  versionId: string,
  yes: readonly string[],
): Promise<DecisionResult> {
  return decideAgain(database, {
    ...(await shownFor(database, versionId)),
    pending: { keyHash: randomHash(), expiresAt: inMinutes(10) },
    userId,
    signingIn: { providerId: provider.id, syncPolicy: "provider-wins" },
    shownVersions: [versionId],
    values: yes.map((attribute) => ({ attribute, value: `${attribute} value`, source: "provider" as const })),
    sent: {},
    decisions: ["email", "phone_number"].map((attribute) => ({
      item: { versionId, attribute, mandatory: false },
      ...(yes.includes(attribute)
        ? ({ state: "granted", source: "provider" } as const)
        : ({ state: "denied", source: null } as const)),
    })),
    session: { tokenHash: randomHash(), expiresAt: inMinutes(60), authentication: { at: new Date(), acr: null } },
  });
}

/** As if the time of what they agreed to were over; without the triggers, which would refuse the values that stay. */
export const letExpire = ({ orm }: Pick<Database, "orm">, userId: string): Promise<void> =>
  orm.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`
      update consent_grant set granted_at = now() - interval '2 days', expires_at = now() - interval '1 day'
      where user_id = ${userId} and ended_at is null and expires_at is not null`);
  });
