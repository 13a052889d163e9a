import type { Sha256 } from "@assent/consent/ledger/ledger";
import { type DigestedVersion, termsDigest, versionDigest } from "@assent/consent/ledger/version-digest";
import { inArray, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import type { LedgerPayload } from "../schema/ledger-entry.ts";
import { purposeVersion } from "../schema/purpose-version.ts";
import { purposeVersionAttribute } from "../schema/purpose-version-attribute.ts";
import { purposeVersionReason } from "../schema/purpose-version-reason.ts";
import { purposeVersionRecipient } from "../schema/purpose-version-recipient.ts";
import { purposeVersionText } from "../schema/purpose-version-text.ts";
import type { Finding } from "./ledger-problem.ts";

/** Checks entries that publish a version of a purpose, against the version as it is now. */
export async function versionCheck(
  executor: Executor,
  entries: readonly { readonly payload: LedgerPayload }[],
  sha256: Sha256,
): Promise<(payload: LedgerPayload) => Finding | null> {
  const versions = await digestedVersions(executor, entries, sha256);
  return ({ version: id, versionHash }) => {
    if (id === undefined) return null;
    const version = versions.get(id);
    if (!version) return { problem: "version-missing", about: { version: id } };
    const same = versionDigest(version, sha256) === versionHash;
    return same ? null : { problem: "version-changed", about: { version: id } };
  };
}

/** The versions that these entries publish. Field by field, like the function version_digest in migrations. */
export async function digestedVersions(
  executor: Executor,
  entries: readonly { readonly payload: LedgerPayload }[],
  sha256: Sha256,
): Promise<ReadonlyMap<string, DigestedVersion>> {
  const ids = [...new Set(entries.flatMap(({ payload }) => payload.version ?? []))];
  if (ids.length === 0) return new Map();
  const [versions, texts, attributes, reasons, recipients] = await Promise.all([
    executor.select().from(purposeVersion).where(inArray(purposeVersion.id, ids)),
    executor.select().from(purposeVersionText).where(inArray(purposeVersionText.versionId, ids)),
    executor.select().from(purposeVersionAttribute).where(inArray(purposeVersionAttribute.versionId, ids)),
    executor.select().from(purposeVersionReason).where(inArray(purposeVersionReason.versionId, ids)),
    executor.select().from(purposeVersionRecipient).where(inArray(purposeVersionRecipient.versionId, ids)),
  ]);
  return new Map(
    versions.map((row) => {
      const { id, purposeId, number, lawfulBasis, retentionKind, retentionDays, legalNote, material } = row;
      const { asksAll, forOrganisation, endsDropped, askFrom, publishedAt } = row;
      const own = <Row extends { versionId: string }>(rows: readonly Row[]) =>
        rows.filter(({ versionId }) => versionId === id);
      const digested: DigestedVersion = {
        ...{ id, purposeId, number, lawfulBasis, retentionKind, retentionDays, legalNote, material },
        ...{ asksAll, forOrganisation, endsDropped, askFrom: askFrom?.toISOString() ?? null },
        termsHash: termsDigest(row.terms, sha256),
        publishedAt: publishedAt?.toISOString() ?? "",
        texts: own(texts).map(({ language, name, description, details, legalNote: note, logic, consequences }) => ({
          ...{ language, name, description, details, legalNote: note, logic, consequences },
        })),
        attributes: own(attributes).map(({ attributeKey: key, position, mandatory, basis }) => ({
          ...{ key, position, mandatory, basis },
        })),
        reasons: own(reasons).map(({ attributeKey: attribute, language, reason }) => ({ attribute, language, reason })),
        recipients: own(recipients).map(({ applicationId }) => applicationId),
      };
      return [id, digested];
    }),
  );
}

/** A published version that is on no entry, or null. */
export async function findStrayVersion(executor: Executor): Promise<Finding | null> {
  const [stray] = await executor.execute<{ id: string }>(sql`
    select v.id from purpose_version v where v.published_at is not null
      and not exists (select from ledger_entry l
        where jsonb_exists(l.payload, 'version') and l.payload ->> 'version' = v.id::text)
    order by v.published_at, v.id limit 1`);
  return stray ? { problem: "version-unlisted", about: { version: stray.id } } : null;
}
