import type { ValueSource } from "@assent/consent/attribute/attribute";
import { sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { grantRows, recordedItem } from "./account-rows.ts";
import { agreedBefore } from "./agreed-before.ts";
import { deciding } from "./deciding.ts";
import { expireWithin } from "./expire.ts";
import { insertReceipt, type NewReceipt, thePerson } from "./later-receipt.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { lockAskedVersions } from "../purposes/purpose-version-sql.ts";
import { consentGrant } from "../schema/consent-grant.ts";
import { organisationMayAsk } from "../settings/settings.ts";
import { writeValues } from "./value-writing.ts";

export interface GrantInput extends NewReceipt {
  readonly userId: string;
  readonly provider: { readonly id: string; readonly name: string };
  /** The item that was shown. */
  readonly item: { readonly versionId: string; readonly attribute: string; readonly mandatory: boolean };
  /** What the person entered, if nothing is stored yet. Null: their provider's value follows at the next sign-in. */
  readonly typed: string | null;
}

export type GrantResult =
  | { readonly ok: true; readonly receiptNumber: string; readonly stored: boolean }
  | { readonly ok: false; readonly code: "purposes-changed" | "already-granted" | "not-active" | "no-organisation" };

/** Stores a later yes to something that was refused, withdrawn or not sent, based on today's text. One transaction. */
export async function grantLater(database: Database, input: GrantInput): Promise<GrantResult> {
  const { userId, provider, item, typed } = input;
  return deciding<GrantResult>(database, async (tx) => {
    const person = await lockPerson(tx, userId);
    if (person?.status !== "active" || person.pseudonym === null) return { ok: false, code: "not-active" };
    const [organisation] = await tx.execute<{ mayAsk: boolean }>(sql`select ${organisationMayAsk} as "mayAsk"`);
    if (!organisation?.mayAsk) return { ok: false, code: "no-organisation" };
    const asked = (await lockAskedVersions(tx, provider.id)).get(item.versionId);
    // What is told is not asked, so there is nothing to agree to.
    if (asked?.lawfulBasis !== "consent" || Object.hasOwn(asked.told, item.attribute))
      return { ok: false, code: "purposes-changed" };
    await expireWithin(tx, userId);
    if (await hasGrant(tx, userId, asked.purposeId, item.attribute)) return { ok: false, code: "already-granted" };
    const held = await sourceOf(tx, userId, item.attribute);
    const source = held ?? (typed === null ? "provider" : "self");
    const decision = { item, state: "granted", source } as const;
    const receiptId = await insertReceipt(tx, {
      pseudonym: person.pseudonym,
      kind: "consent",
      actor: thePerson,
      shown: input,
      provider,
      items: [recordedItem(decision, asked)],
      before: await agreedBefore(tx, userId, [{ ...item, purposeId: asked.purposeId }]),
    });
    await tx.insert(consentGrant).values(grantRows({ userId, receiptId }, [{ decision, version: asked }]));
    if (held === null && typed !== null) {
      await writeValues(tx, { userId, providerId: null }, [
        { attribute: item.attribute, value: typed, source: "self" },
      ]);
    }
    await appendEvent(tx, {
      type: "granted",
      actor: { kind: "person", userId },
      pseudonym: person.pseudonym,
      providerId: provider.id,
      purposeId: asked.purposeId,
      receiptId,
      language: input.language,
      details: { attribute: item.attribute, granted: 1, asked: 1 },
    });
    return { ok: true, receiptNumber: input.receiptNumber, stored: held !== null || typed !== null };
  });
}

/** Whether an open grant exists; what had expired has been ended before. */
async function hasGrant(tx: Executor, userId: string, purposeId: string, attribute: string): Promise<boolean> {
  const found = await tx.execute(sql`
    select from consent_grant g where g.user_id = ${userId} and g.purpose_id = ${purposeId}
      and g.attribute_key = ${attribute} and g.ended_at is null`);
  return found.length > 0;
}

async function sourceOf(tx: Executor, userId: string, attribute: string): Promise<ValueSource | null> {
  const [held] = await tx.execute<{ source: ValueSource }>(sql`
    select source from attribute_value where user_id = ${userId} and attribute_key = ${attribute}`);
  return held?.source ?? null;
}
