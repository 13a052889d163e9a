import type { ValueSource } from "@assent/consent/attribute/attribute";
import type { NoticeBasis, PurposeVersion } from "@assent/consent/purpose/purpose";
import {
  decisionKinds,
  type DecisionKind,
  type DecisionState,
  type ReceiptKind,
} from "@assent/consent/receipt/receipt-record";
import { asc, eq, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { type Restriction, restrictionOf } from "./restriction.ts";
import { currentVersion, versionColumns, versionFromRow, type VersionRow } from "../purposes/purpose-version-sql.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { type Role, users, type UserStatus } from "../schema/users.ts";

/** Everything that is stored about one person, as they and an administrator see it. */
export interface UserDetail {
  readonly id: string;
  /** Receipts and events name the person by it; null once the account is closed. */
  readonly pseudonym: string | null;
  readonly role: Role;
  readonly status: UserStatus;
  /** The restriction of use that is in force; null if there is none. */
  readonly restriction: Restriction | null;
  readonly language: string;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly identities: readonly UserIdentity[];
  readonly values: readonly UserValue[];
  /** The latest decision about each attribute of each purpose that they were asked, in the order of the purposes. */
  readonly decisions: readonly LatestDecision[];
  /** The versions that these decisions were about. */
  readonly versions: readonly PurposeVersion[];
  /** Newest first. */
  readonly receipts: readonly ReceiptLine[];
}

export interface UserIdentity {
  readonly provider: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly accountUrl: string | null;
    /** Whether people can sign in through it now. */
    readonly enabled: boolean;
  };
  readonly subject: string;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

export interface UserValue {
  readonly attribute: string;
  readonly value: string;
  readonly source: ValueSource;
  /** Null if the person entered it. */
  readonly providerName: string | null;
  /** Where people correct what that provider says about them; null if it has no such page. */
  readonly accountUrl: string | null;
  readonly createdAt: Date;
  readonly refreshedAt: Date | null;
  /** Since when its provider has not sent it; null if it does. */
  readonly missingSince: Date | null;
  /** Since when its provider has sent something in its place that cannot be used; null if it does not. */
  readonly unusableSince: Date | null;
}

export interface LatestDecision {
  readonly purposeId: string;
  readonly versionId: string;
  readonly attribute: string;
  readonly mandatory: boolean;
  /** Its legal basis if it has one of its own: people were told of it, and not asked. */
  readonly basis: NoticeBasis | null;
  /** Whether the account needs it: it is mandatory, and not for applications alone. */
  readonly needed: boolean;
  /** Whether the purpose has been archived, or no longer asks for the attribute. A notice ends what it no longer lists. */
  readonly dropped: boolean;
  readonly state: DecisionState;
  /** Whether something was sent that could not be used, as the shown text said. */
  readonly unusable: boolean;
  readonly source: ValueSource | null;
  readonly decidedAt: Date;
  readonly receiptNumber: string;
  /** The kind of that receipt: a withdrawal is a denial of something that was agreed to. */
  readonly receiptKind: DecisionKind;
  /** The live grant; null if it was not granted, was withdrawn, or has expired. */
  readonly grant: { readonly grantedAt: Date; readonly expiresAt: Date | null } | null;
}

export interface ReceiptLine {
  readonly number: string;
  readonly kind: ReceiptKind;
  readonly decidedAt: Date;
  readonly providerName: string | null;
  readonly granted: number;
  readonly asked: number;
  /** How many details the person was told of beside the questions. */
  readonly told: number;
  /** The heading of the shown text. */
  readonly title: string;
}

/** Everything that is stored about this user, or null. */
export async function getUser(executor: Executor, userId: string): Promise<UserDetail | null> {
  const [[user], identities, values, decisions, versions, receipts, restriction] = await Promise.all([
    executor.select().from(users).where(eq(users.id, userId)),
    readIdentities(executor, userId),
    readValues(executor, userId),
    readDecisions(executor, userId),
    readVersions(executor, userId),
    readReceipts(executor, userId),
    restrictionOf(executor, userId),
  ]);
  if (user === undefined) return null;
  const { id, pseudonym, role, status, language, createdAt, lastSignInAt } = user;
  const known = { id, pseudonym, role, status, language, createdAt, lastSignInAt };
  return { ...known, identities, values, decisions, versions, receipts, restriction };
}

function readIdentities(executor: Executor, userId: string): Promise<UserIdentity[]> {
  const { id, slug, name, accountUrl, enabled } = identityProvider;
  const { subject, createdAt, lastSignInAt } = federatedIdentity;
  return executor
    .select({ provider: { id, slug, name, accountUrl, enabled }, subject, createdAt, lastSignInAt })
    .from(federatedIdentity)
    .innerJoin(identityProvider, eq(identityProvider.id, federatedIdentity.providerId))
    .where(eq(federatedIdentity.userId, userId))
    .orderBy(asc(federatedIdentity.createdAt), asc(federatedIdentity.id));
}

function readValues(executor: Executor, userId: string): Promise<UserValue[]> {
  const {
    attributeKey: attribute,
    value,
    source,
    createdAt,
    refreshedAt,
    missingSince,
    unusableSince,
  } = attributeValue;
  return executor
    .select({
      ...{ attribute, value, source, providerName: identityProvider.name },
      ...{ accountUrl: identityProvider.accountUrl, createdAt },
      ...{ refreshedAt, missingSince, unusableSince },
    })
    .from(attributeValue)
    .leftJoin(identityProvider, eq(identityProvider.id, attributeValue.providerId))
    .where(eq(attributeValue.userId, userId))
    .orderBy(asc(attributeValue.attributeKey));
}

const decisions = sql.join(
  decisionKinds.map((kind) => sql`${kind}`),
  sql`, `,
);

// The newest decision about one attribute of one purpose counts. Receipts of another kind decide nothing: what expired, for
// example, was not refused, and is asked again.
const latest = (userId: string) => sql`
  select distinct on (v.purpose_id, i.attribute_key)
    v.purpose_id, i.purpose_version_id, i.attribute_key, i.mandatory,
    i.mandatory and v.for_organisation as needed, i.basis, i.state, i.source, r.decided_at, r.number, r.kind,
    r.notice @> jsonb_build_object('purposes', jsonb_build_array(jsonb_build_object('items', jsonb_build_array(
      jsonb_build_object('id', i.purpose_version_id || '.' || i.attribute_key, 'unusable', true))))) as unusable
  from users u join receipt r on r.pseudonym = u.pseudonym
  join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
  where u.id = ${userId} and r.kind in (${decisions})
  order by v.purpose_id, i.attribute_key, r.decided_at desc, v.number desc`;

export async function readDecisions(executor: Executor, userId: string): Promise<LatestDecision[]> {
  type Row = Omit<LatestDecision, "grant"> & { grantedAt: Date | null; expiresAt: Date | null };
  const rows = await executor.execute<Row & Record<string, unknown>>(sql`
    select l.purpose_id as "purposeId", l.purpose_version_id as "versionId", l.attribute_key as attribute, l.mandatory, l.needed, l.basis,
      l.state, l.unusable, l.source, l.decided_at as "decidedAt", l.number as "receiptNumber", l.kind as "receiptKind",
      g.granted_at as "grantedAt", g.expires_at as "expiresAt",
      p.provider_id is null and (p.status = 'archived' or not exists (select from purpose_version_attribute c
        where c.version_id = asked.id and c.attribute_key = l.attribute_key)) as dropped
    from (${latest(userId)}) l
    join purpose p on p.id = l.purpose_id join ${currentVersion} asked on true
    left join purpose_version_attribute a on a.version_id = l.purpose_version_id and a.attribute_key = l.attribute_key
    left join consent_grant g on g.user_id = ${userId} and g.purpose_id = l.purpose_id
      and g.attribute_key = l.attribute_key and g.ended_at is null and (g.expires_at is null or g.expires_at > now())
    order by p.position, p.id, a.position`);
  return rows.map(({ grantedAt, expiresAt, ...decision }) => ({
    ...decision,
    grant: grantedAt === null ? null : { grantedAt, expiresAt },
  }));
}

export async function readVersions(executor: Executor, userId: string): Promise<PurposeVersion[]> {
  const rows = await executor.execute<VersionRow & { position: number }>(sql`
    select p.position, ${versionColumns}
    from purpose_version v join purpose p on p.id = v.purpose_id
    where v.id in (select purpose_version_id from (${latest(userId)}) l)
    order by p.position, p.id, v.number`);
  return rows.map((row) => versionFromRow(row, row.position));
}

async function readReceipts(executor: Executor, userId: string): Promise<ReceiptLine[]> {
  return executor.execute<ReceiptLine & Record<string, unknown>>(sql`
    select r.number, r.kind, r.decided_at as "decidedAt", r.provider_name as "providerName",
      count(i.state) filter (where i.state = 'granted' and i.basis is null) as granted,
      count(i.state) filter (where i.basis is null) as asked, count(i.basis) as told, r.notice->>'title' as title
    from users u join receipt r on r.pseudonym = u.pseudonym left join receipt_item i on i.receipt_id = r.id
    where u.id = ${userId}
    group by r.id order by r.decided_at desc, r.id`);
}
