import { type PurposeInput, toldBasis, type TranslationInput } from "@assent/consent/purpose/purpose-input";
import { termsOf } from "@assent/consent/purpose/purpose-terms";
import { eq, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { legalNoteColumn } from "./purpose-version-sql.ts";
import { type LawfulBasis, purposeVersion } from "../schema/purpose-version.ts";
import { purposeVersionAttribute } from "../schema/purpose-version-attribute.ts";
import { purposeVersionReason } from "../schema/purpose-version-reason.ts";
import { purposeVersionRecipient } from "../schema/purpose-version-recipient.ts";
import { purposeVersionText } from "../schema/purpose-version-text.ts";

interface NewVersion {
  readonly purposeId: string;
  readonly number: number;
  readonly material: boolean;
  readonly input: PurposeInput;
  readonly language: string;
  readonly published: boolean;
  /** "consent" if missing. */
  readonly lawfulBasis?: LawfulBasis;
}

/**
 * Writes a version with its parts, and publishes it last because a trigger refuses further parts of a published
 * version. `complete` may add parts before that. Returns the version's id.
 */
export async function insertVersion(
  tx: Executor,
  { purposeId, number, material, input, language, published, lawfulBasis = "consent" }: NewVersion,
  complete?: (versionId: string) => Promise<void>,
): Promise<string> {
  const retentionDays = input.retention === "days" ? input.retentionDays : null;
  const [made] = await tx
    .insert(purposeVersion)
    .values({
      ...{ purposeId, number, material, lawfulBasis, retentionKind: input.retention, retentionDays },
      forOrganisation: input.recipients.organisation,
      terms: termsOf(input.terms),
    })
    .returning({ id: purposeVersion.id });
  const versionId = made?.id ?? "";
  const { name, description } = input;
  const [details, legalNote] = [input.details || null, input.legalNote || null];
  const decides = decidingWords(input.terms ?? {});
  await tx
    .insert(purposeVersionText)
    .values({ versionId, language, name, description, details, legalNote, ...decides });
  const rows = input.attributes.map((row, index) => ({
    ...{ versionId, attributeKey: row.key, mandatory: row.mandatory, position: index + 1 },
    basis: toldBasis(row) ?? null,
  }));
  if (rows.length > 0) await tx.insert(purposeVersionAttribute).values(rows);
  const reasons = input.attributes.flatMap(({ key, reason }) =>
    reason === "" ? [] : [{ versionId, attributeKey: key, language, reason }],
  );
  if (reasons.length > 0) await tx.insert(purposeVersionReason).values(reasons);
  const named = input.recipients.applications.map((applicationId) => ({ versionId, applicationId }));
  if (named.length > 0) await tx.insert(purposeVersionRecipient).values(named);
  await complete?.(versionId);
  if (published)
    await tx
      .update(purposeVersion)
      .set({ publishedAt: sql`now()` })
      .where(eq(purposeVersion.id, versionId));
  return versionId;
}

const decidingWords = ({ logic, consequences }: Pick<TranslationInput, "logic" | "consequences">) => ({
  logic: logic || null,
  consequences: consequences || null,
});

/** Copies the texts in every other language, and the reasons of attributes that are still asked. */
export async function copyOtherLanguages(
  tx: Executor,
  { from, to, language }: { from: string; to: string; language: string },
): Promise<void> {
  await tx.execute(sql`
    insert into purpose_version_text (version_id, language, name, description, details, legal_note, logic, consequences)
    select ${to}::uuid, t.language, t.name, t.description, t.details, ${legalNoteColumn}, t.logic, t.consequences
    from purpose_version_text t join purpose_version v on v.id = t.version_id
    where v.id = ${from} and t.language <> ${language}`);
  await tx.execute(sql`
    insert into purpose_version_reason (version_id, attribute_key, language, reason)
    select a.version_id, r.attribute_key, r.language, r.reason from purpose_version_reason r
    join purpose_version_attribute a on a.version_id = ${to} and a.attribute_key = r.attribute_key
    where r.version_id = ${from} and r.language <> ${language}`);
}

interface Translated {
  readonly from: string;
  /** Number of the new version. */
  readonly next: number;
  readonly language: string;
  readonly words: TranslationInput | null;
}

/** Copies a version as an unpublished one, with other words in one language, or none. Returns its id. */
export async function insertTranslated(tx: Executor, { from, next, language, words }: Translated): Promise<string> {
  const [made] = await tx.execute<{ id: string }>(sql`
    insert into purpose_version (purpose_id, number, material, retention_kind, retention_days, for_organisation, terms)
    select purpose_id, ${next}, false, retention_kind, retention_days, for_organisation, terms from purpose_version where id = ${from}
    returning id`);
  const versionId = made?.id ?? "";
  await tx.execute(sql`
    insert into purpose_version_attribute (version_id, attribute_key, position, mandatory, basis)
    select ${versionId}::uuid, attribute_key, position, mandatory, basis from purpose_version_attribute where version_id = ${from}`);
  await tx.execute(sql`
    insert into purpose_version_recipient (version_id, application_id)
    select ${versionId}::uuid, application_id from purpose_version_recipient where version_id = ${from}`);
  await copyOtherLanguages(tx, { from, to: versionId, language });
  if (words !== null) await addWords(tx, versionId, language, words);
  return versionId;
}

/** Adds the words of another language to an unpublished version. */
export async function addWords(
  tx: Executor,
  versionId: string,
  language: string,
  { name, description, reasons, ...optional }: TranslationInput,
): Promise<void> {
  const [details, legalNote] = [optional.details || null, optional.legalNote || null];
  const decides = decidingWords(optional);
  await tx
    .insert(purposeVersionText)
    .values({ versionId, language, name, description, details, legalNote, ...decides });
  for (const [attribute, reason] of Object.entries(reasons)) {
    if (reason === "") continue;
    // An attribute that is no longer asked has no row to refer to.
    await tx.execute(sql`
      insert into purpose_version_reason (version_id, attribute_key, language, reason)
      select version_id, attribute_key, ${language}, ${reason} from purpose_version_attribute
      where version_id = ${versionId} and attribute_key = ${attribute}`);
  }
}
