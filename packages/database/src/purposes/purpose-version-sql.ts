import {
  consentBasis,
  type PurposeAttribute,
  type PurposeBasis,
  type PurposeText,
  type PurposeVersion,
  type Recipients,
  type Retention,
} from "@assent/consent/purpose/purpose";
import type { PurposeTerms } from "@assent/consent/purpose/purpose-terms";
import { type SQL, sql } from "drizzle-orm";
import type { AskedVersion } from "../provisioning/account-rows.ts";
import type { Executor } from "../engine/orm.ts";
import type { LawfulBasis } from "../schema/purpose-version.ts";

/**
 * The legal note of text `t` of version `v`. A version from before notes could be translated has one note in the
 * original: in the organisation's language (English while none is named), or in the first one if it has no text in
 * that.
 */
export const legalNoteColumn: SQL = sql`case when v.legal_note is null then t.legal_note
  when t.language = (select o.language from purpose_version_text o where o.version_id = v.id
    order by o.language = coalesce((select default_language from controller), 'en') desc, o.language
    limit 1) then v.legal_note end`;

/** The recipients of version `v`, as JSON. A deleted application gets nothing more, so it is left out. */
export const recipientsColumn: SQL = sql`jsonb_build_object('organisation', v.for_organisation, 'applications',
  (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'clientId', n.client_id, 'name', n.name)
      order by lower(n.name), n.id), '[]')
    from purpose_version_recipient r join application n on n.id = r.application_id and n.deleted_at is null
    where r.version_id = v.id))`;

/** The attribute `a` of a version, as JSON. Without a basis of its own it has that of its version. */
export const attributeColumn: SQL = sql`jsonb_strip_nulls(
  jsonb_build_object('key', a.attribute_key, 'mandatory', a.mandatory, 'basis', a.basis))`;

/**
 * The columns of purpose version `v`, with its texts and attributes as JSON, so that one query reads any number of
 * versions.
 */
export const versionColumns: SQL = sql`
  v.purpose_id as "purposeId", v.id as "versionId", v.number, v.lawful_basis as "lawfulBasis",
  (select provider_id from purpose o where o.id = v.purpose_id) as "noticeOf", v.retention_kind as "retentionKind",
  v.retention_days as "retentionDays", v.ask_from as "askFrom", ${recipientsColumn} as recipients, v.terms,
  (select coalesce(jsonb_object_agg(t.language,
      jsonb_build_object('name', t.name, 'description', t.description, 'details', t.details, 'legalNote', ${legalNoteColumn})
        || jsonb_strip_nulls(jsonb_build_object('logic', t.logic, 'consequences', t.consequences))), '{}')
    from purpose_version_text t where t.version_id = v.id) as texts,
  (select coalesce(jsonb_agg(${attributeColumn} || jsonb_build_object('reasons',
      (select coalesce(jsonb_object_agg(r.language, r.reason), '{}') from purpose_version_reason r
        where r.version_id = a.version_id and r.attribute_key = a.attribute_key)) order by a.position), '[]')
    from purpose_version_attribute a where a.version_id = v.id) as attributes`;

/** The newest published version of purpose `p`, which is asked now. Join it with `on true`. */
export const currentVersion: SQL = sql`lateral (
  select * from purpose_version where purpose_id = p.id and published_at is not null order by number desc limit 1)`;

/** Purpose `p` is asked for consent. The notice of a provider is a purpose too, and lists of purposes leave it out. */
export const isConsentPurpose: SQL = sql`p.provider_id is null`;

/** The provider with this id asks the live purpose `p`, or tells it as its notice: a provider does one or the other. */
export function providerAsks(providerId: string | SQL): SQL {
  return sql`exists (select from identity_provider i where i.id = ${providerId} and case
    when i.jit_mode = 'notice' then p.provider_id = i.id
    else ${isConsentPurpose} and (i.purposes_mode = 'all'
      or exists (select from identity_provider_purpose ip where ip.provider_id = i.id and ip.purpose_id = p.id)) end)`;
}

/**
 * The versions that this provider asks now, through any application, by id, locked until the transaction ends.
 */
export async function lockAskedVersions(tx: Executor, providerId: string): Promise<ReadonlyMap<string, AskedVersion>> {
  await tx.execute(sql`select 1 from identity_provider where id = ${providerId} for share`);
  const versions = await tx.execute<AskedVersion>(sql`
    select ${askedVersionColumns} from purpose p join ${currentVersion} v on true
    where p.status = 'live' and ${providerAsks(providerId)} for share of p`);
  return new Map(versions.map((version) => [version.id, version]));
}

/** What a decision needs of version `v`. */
export const askedVersionColumns: SQL = sql`v.id, v.purpose_id as "purposeId",
  least(v.retention_days, (v.terms ->> 'consentDays')::int) as "validDays", v.retention_days as "keptDays",
  v.lawful_basis as "lawfulBasis", ${recipientsColumn} as recipients,
  (select coalesce(jsonb_object_agg(a.attribute_key, a.basis), '{}') from purpose_version_attribute a
    where a.version_id = v.id and a.basis is not null) as told`;

/**
 * The purpose was published once, so people may have seen it. A person who only looks at a consent screen leaves no
 * trace, so the absence of receipts does not prove that no one read it.
 */
export function wasPublished(purposeId: SQL): SQL {
  return sql`exists (select from purpose_version u where u.purpose_id = ${purposeId} and u.published_at is not null)`;
}

export type VersionRow = {
  purposeId: string;
  versionId: string;
  number: number;
  lawfulBasis: LawfulBasis;
  /** The id of the provider whose notice it is; null for a purpose that is asked. */
  noticeOf: string | null;
  retentionKind: Retention["kind"];
  retentionDays: number | null;
  texts: Record<string, PurposeText>;
  attributes: PurposeAttribute[];
  recipients: Recipients;
  terms: PurposeTerms | null;
  askFrom: Date | null;
};

export function versionFromRow(row: VersionRow, position: number): PurposeVersion {
  const { purposeId, versionId, number, retentionKind, retentionDays, texts, attributes, recipients, askFrom } = row;
  const retention: Retention =
    retentionKind === "days" ? { kind: "days", days: retentionDays ?? 0 } : { kind: retentionKind };
  const basis = basisOf(row);
  const said = row.terms === null ? {} : { terms: row.terms };
  return { purposeId, versionId, number, position, basis, retention, texts, attributes, recipients, ...said, askFrom };
}

function basisOf({ lawfulBasis, noticeOf }: VersionRow): PurposeBasis {
  if (lawfulBasis === "consent" || noticeOf === null) return consentBasis;
  return { kind: "notice", providerId: noticeOf, lawful: lawfulBasis };
}

/** The newest version `v` of purpose `p` that meets the condition, or null. */
export async function readVersion(executor: Executor, condition: SQL): Promise<PurposeVersion | null> {
  const [row] = await executor.execute<VersionRow & { position: number }>(sql`
    select p.position, ${versionColumns} from purpose_version v join purpose p on p.id = v.purpose_id
    where ${condition} order by v.number desc limit 1`);
  return row === undefined ? null : versionFromRow(row, row.position);
}
