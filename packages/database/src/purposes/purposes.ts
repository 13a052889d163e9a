import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { isAskedThrough } from "@assent/consent/release/release";
import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import {
  providerAsks,
  currentVersion,
  isConsentPurpose,
  readVersion,
  versionColumns,
  versionFromRow,
  type VersionRow,
  wasPublished,
} from "./purpose-version-sql.ts";
import { peopleAgreeing } from "./purpose-usage.ts";
import type { PurposeStatus } from "../schema/purpose.ts";

/**
 * What this provider asks now, through any application, in the order shown, or its notice alone. One query, because
 * every first sign-in needs it.
 */
export async function livePurposes(executor: Executor, providerId: string): Promise<PurposeVersion[]> {
  const rows = await executor.execute<VersionRow & { position: number }>(sql`
    select p.position, ${versionColumns}
    from purpose p join ${currentVersion} v on true
    where p.status = 'live' and ${providerAsks(providerId)}
    order by p.position, p.id`);
  return rows.map((row) => versionFromRow(row, row.position));
}

/**
 * What this provider asks of people who sign in to this application, or to Assent itself (null), in the order shown.
 */
export async function askedPurposes(
  executor: Executor,
  providerId: string,
  applicationId: string | null,
): Promise<PurposeVersion[]> {
  const versions = await livePurposes(executor, providerId);
  return versions.filter((version) => isAskedThrough(version, applicationId));
}

/** A purpose as the administration lists it. */
export interface Purpose {
  readonly id: string;
  readonly name: string;
  readonly status: PurposeStatus;
  readonly position: number;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  /** When its version was published, or created if it is a draft. */
  readonly changedAt: Date;
  /** The version that is asked, or would be if the purpose were not archived; the draft if nothing was published. */
  readonly version: PurposeVersion;
  /** Whether there is an unpublished change: see `draftOf`. */
  readonly hasDraft: boolean;
  /** People who agree to at least one attribute of it today. */
  readonly people: number;
  /** The enabled providers that ask for it, or would if it were live. */
  readonly askedBy: readonly { readonly id: string; readonly slug: string; readonly name: string }[];
  /** It was live once, so people may have seen it: it can be archived and never deleted. */
  readonly wasShown: boolean;
  /** For an archived purpose: whether its grants end with it. While `people` is not zero, they are being ended. */
  readonly endsGrants: boolean;
}

/** All purposes for consent, archived ones included, in order. */
export async function listPurposes(executor: Executor): Promise<Purpose[]> {
  return readPurposes(executor, isConsentPurpose);
}

export async function getPurpose(executor: Executor, purposeId: string): Promise<Purpose | null> {
  const [found] = await readPurposes(executor, sql`p.id = ${purposeId} and ${isConsentPurpose}`);
  return found ?? null;
}

/** The unpublished change of a purpose, or null. */
export async function draftOf(executor: Executor, purposeId: string): Promise<PurposeVersion | null> {
  return readVersion(executor, sql`v.purpose_id = ${purposeId} and v.published_at is null`);
}

/** The newest published version of a purpose, or null. */
export async function publishedOf(executor: Executor, purposeId: string): Promise<PurposeVersion | null> {
  return readVersion(executor, sql`v.purpose_id = ${purposeId} and v.published_at is not null`);
}

type PurposeRow = VersionRow & Omit<Purpose, "version">;

async function readPurposes(executor: Executor, condition: SQL): Promise<Purpose[]> {
  const rows = await executor.execute<PurposeRow>(sql`
    select p.id, p.name, p.status, p.position, p.created_at as "createdAt", p.archived_at as "archivedAt",
      coalesce(v.published_at, v.created_at) as "changedAt", ${versionColumns}, ${peopleAgreeing(sql`p.id`)} as people, ${wasPublished(sql`p.id`)} as "wasShown", p.ends_grants as "endsGrants",
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.name) order by o.position, o.id), '[]')
        from identity_provider o where o.enabled and ${providerAsks(sql`o.id`)}) as "askedBy",
      exists (select from purpose_version d where d.purpose_id = p.id and d.published_at is null) as "hasDraft"
    from purpose p
    join lateral (select * from purpose_version where purpose_id = p.id
      order by published_at is null, number desc limit 1) v on true
    where ${condition}
    order by p.position, p.id`);
  return rows.map((row) => {
    const { id, name, status, position, createdAt, archivedAt, changedAt, askedBy: providers } = row;
    const { people: count, wasShown: shown, endsGrants, hasDraft } = row;
    const purpose = { id, name, status, position, createdAt, archivedAt, changedAt, people: count, wasShown: shown };
    return { ...purpose, endsGrants, hasDraft, askedBy: providers, version: versionFromRow(row, position) };
  });
}
