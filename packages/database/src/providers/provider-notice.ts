import { type NoticeInput, noticeChange, noticeTermsOf } from "@assent/consent/request/notice-input";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { eq, sql } from "drizzle-orm";
import type { EventDetails } from "../schema/event.ts";
import type { ProviderNotice } from "./identity-provider.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { nameColumns } from "../purposes/purpose-change.ts";
import { readVersion } from "../purposes/purpose-version-sql.ts";
import { copyOtherLanguages, insertVersion } from "../purposes/purpose-version-writing.ts";
import { purpose } from "../schema/purpose.ts";
import { purposeVersion } from "../schema/purpose-version.ts";

/** The newest notice of a provider, also while it asks or is off; null if it never had one. */
export function noticeOf(executor: Executor, providerId: string): Promise<PurposeVersion | null> {
  return readVersion(executor, sql`p.provider_id = ${providerId}`);
}

/**
 * Writes the notice of a provider as its next version, which is told from now on. Does nothing if it is the same as the
 * newest one. Call it within a transaction that has locked the provider. Returns the differences, before and after, for
 * the audit log: these are the organisation's own words.
 */
export async function writeNotice(
  tx: Transaction,
  providerId: string,
  { language, ...input }: ProviderNotice,
): Promise<EventDetails> {
  const before = await noticeOf(tx, providerId);
  const change = before ? noticeChange(before, input, language) : { material: true, asksAll: false };
  if (change === null) return {};
  const purposeId = before?.purposeId ?? (await insertNotice(tx, providerId, input));
  await tx.update(purpose).set(nameColumns(input)).where(eq(purpose.id, purposeId));
  const { name, lawful, description, retentionDays } = input;
  const versionId = await insertVersion(
    tx,
    {
      purposeId,
      number: (before?.number ?? 0) + 1,
      material: change.material,
      lawfulBasis: lawful,
      input: {
        ...{ name, description, details: "", legalNote: "" },
        ...{ retention: retentionDays === null ? "account-closed" : "days", retentionDays },
        attributes: input.attributes.map((key) => ({ key, mandatory: false, reason: "" })),
        // Applications get nothing that people were only told.
        recipients: { organisation: true, applications: [] },
      },
      language,
      published: false,
    },
    // Words in other languages belong to the earlier terms, so they are not copied if the terms changed.
    async (to) => {
      if (before && !change.asksAll) await copyOtherLanguages(tx, { from: before.versionId, to, language });
    },
  );
  await tx
    .update(purposeVersion)
    .set({ asksAll: change.asksAll, publishedAt: sql`now()` })
    .where(eq(purposeVersion.id, versionId));
  return detailsOf(before && noticeTermsOf(before, language), input);
}

async function insertNotice(tx: Transaction, providerId: string, input: NoticeInput): Promise<string> {
  const [made] = await tx
    .insert(purpose)
    .values({ ...nameColumns(input), providerId, status: "live", position: 0 })
    .returning({ id: purpose.id });
  return made?.id ?? "";
}

const words = ({ name, lawful, description, retentionDays, attributes }: NoticeInput) => ({
  noticeFor: name,
  noticeBasis: lawful,
  noticeText: description,
  noticeDays: retentionDays,
  noticeAttributes: attributes.join(", "),
});

function detailsOf(before: NoticeInput | null, after: NoticeInput): EventDetails {
  const [was, is] = [before && words(before), words(after)];
  const names = Object.keys(is) as (keyof typeof is)[];
  return Object.fromEntries(
    names
      .filter((name) => was?.[name] !== is[name])
      .flatMap((name) => [...(was ? [[`${name}Before`, was[name]]] : []), [name, is[name]]]),
  ) as EventDetails;
}
