import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import type { ClaimMapping } from "@assent/consent/claims/claim-mapping";
import { and, asc, count, eq, exists, ne, or, type SQL, sql } from "drizzle-orm";
import type { IdentityProvider, ProviderNotice } from "./identity-provider.ts";
import type { Executor } from "../engine/orm.ts";
import { currentVersion } from "../purposes/purpose-version-sql.ts";
import { claimMapping } from "../schema/claim-mapping.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { users } from "../schema/users.ts";

/** The enabled providers in the order of the sign-in page. */
export function listEnabled(executor: Executor): Promise<IdentityProvider[]> {
  return read(executor, eq(identityProvider.enabled, true));
}

/** The enabled providers, and disabled ones that an account is connected to. */
export function listWithPeople(executor: Executor): Promise<IdentityProvider[]> {
  const hasPeople = exists(
    executor
      .select({ one: sql`1` })
      .from(federatedIdentity)
      .where(eq(federatedIdentity.providerId, identityProvider.id)),
  );
  return read(executor, or(eq(identityProvider.enabled, true), hasPeople));
}

export function listProviders(executor: Executor): Promise<IdentityProvider[]> {
  return read(executor, undefined);
}

export async function findBySlug(executor: Executor, slug: string): Promise<IdentityProvider | null> {
  return (await read(executor, eq(identityProvider.slug, slug)))[0] ?? null;
}

export async function findById(executor: Executor, providerId: string): Promise<IdentityProvider | null> {
  return (await read(executor, eq(identityProvider.id, providerId)))[0] ?? null;
}

/** The enabled provider of an email domain. `domain`: as `readDomain` returns it. */
export async function findByDomain(executor: Executor, domain: string): Promise<IdentityProvider | null> {
  const led = sql`${identityProvider.id} = (select d.provider_id from provider_domain d where d.domain = ${domain})`;
  return (await read(executor, and(led, eq(identityProvider.enabled, true))))[0] ?? null;
}

/**
 * The number of people with an identity at each provider, by provider id, without closed accounts. Providers without
 * any are left out.
 */
export async function peopleByProvider(executor: Executor): Promise<ReadonlyMap<string, number>> {
  const rows = await executor
    .select({ id: federatedIdentity.providerId, count: count() })
    .from(federatedIdentity)
    .innerJoin(users, and(eq(users.id, federatedIdentity.userId), ne(users.status, "closed")))
    .groupBy(federatedIdentity.providerId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** The number of enabled providers that map each attribute, by key. Attributes without any are left out. */
export async function mappedByCounts(executor: Executor): Promise<ReadonlyMap<string, number>> {
  const rows = await executor
    .select({ key: claimMapping.attributeKey, count: sql<number>`count(*)` })
    .from(claimMapping)
    .innerJoin(
      identityProvider,
      and(eq(identityProvider.id, claimMapping.providerId), eq(identityProvider.enabled, true)),
    )
    .groupBy(claimMapping.attributeKey);
  return new Map(rows.map(({ key, count }) => [key, count]));
}

// A row is one attribute, and a mapping one of its sources.
const mappings = sql<ClaimMapping[]>`(
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('path', s.source -> 0,
    'with', case when jsonb_array_length(s.source) > 1 then s.source - 0 end, 'attribute', m.attribute_key,
    'letters', m.letters, 'list', m.list, 'dates', m.dates, 'sync', m.sync, 'default', m.default_value))
    order by m.attribute_key, s.position), '[]')
  from claim_mapping m cross join lateral jsonb_array_elements(
    coalesce(m.sources, jsonb_build_array(jsonb_build_array(to_jsonb(m.claim_path))))) with ordinality s(source, position)
  where m.provider_id = ${identityProvider.id})`;

const purposes = sql<string[]>`(
  select coalesce(jsonb_agg(p.purpose_id order by p.purpose_id), '[]')
  from identity_provider_purpose p where p.provider_id = ${identityProvider.id})`;

const conditions = sql<AccountCondition[]>`(
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', c.kind, 'path', c.claim_path,
    'allowed', case when c.kind in ('claim', 'email-domain') then c.allowed end, 'years', c.years, 'asks', c.asks))
    order by c.position), '[]')
  from account_condition c where c.provider_id = ${identityProvider.id})`;

// Written with the table's name: drizzle leaves it out in a query of one table, and the inner query would use its own
// column.
const notice = sql<ProviderNotice | null>`(
  select jsonb_build_object('name', t.name, 'lawful', v.lawful_basis, 'description', t.description,
    'retentionDays', v.retention_days, 'language', t.language, 'attributes',
    (select coalesce(jsonb_agg(a.attribute_key order by a.position), '[]')
      from purpose_version_attribute a where a.version_id = v.id))
  from purpose p join ${currentVersion} v on true join purpose_version_text t on t.version_id = v.id
  where p.provider_id = identity_provider.id order by t.language limit 1)`;

const logoHash = sql<string | null>`(
  select l.hash from provider_logo l where l.provider_id = ${identityProvider.id})`;

const domains = sql<string[]>`(
  select coalesce(jsonb_agg(d.domain order by d.domain), '[]')
  from provider_domain d where d.provider_id = ${identityProvider.id})`;

const {
  id,
  slug,
  name,
  hint,
  logoLetters,
  issuer,
  clientId,
  clientSecretSealed,
  clientSecretSetAt,
  clientSecretOrigin,
  scopes,
  tokenAuthMethod,
  responseMode,
  tokenAlgorithm,
  authorizationParameters,
  tenants,
  jitMode,
  syncPolicy,
  purposesMode,
  accountUrl,
  enabled,
  position,
  revision,
} = identityProvider;
const secret = { clientSecretSealed, clientSecretSetAt, clientSecretOrigin };
const connection = {
  id,
  slug,
  name,
  hint,
  logoLetters,
  issuer,
  clientId,
  ...secret,
  scopes,
  tokenAuthMethod,
  responseMode,
  tokenAlgorithm,
  authorizationParameters,
  tenants,
};
const columns = { ...connection, jitMode, syncPolicy, purposesMode, accountUrl, enabled, position, revision };

function read(executor: Executor, condition: SQL | undefined): Promise<IdentityProvider[]> {
  return executor
    .select({ ...columns, mappings, purposes, conditions, domains, notice, logoHash })
    .from(identityProvider)
    .where(condition)
    .orderBy(asc(identityProvider.position), asc(identityProvider.id));
}
