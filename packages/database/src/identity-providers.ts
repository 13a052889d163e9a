import type { ClaimMapping } from "@assent/consent/claim-mapping";
import { and, asc, eq, ne, type SQL, sql } from "drizzle-orm";
import { violates } from "./database-error.ts";
import { administrator, appendEvent, type By } from "./events.ts";
import type { Executor, Transaction } from "./orm.ts";
import { claimMapping } from "./schema/claim-mapping.ts";
import { federatedIdentity } from "./schema/federated-identity.ts";
import {
  identityProvider,
  type jitModes,
  type purposesModes,
  type syncPolicies,
  type tokenAuthMethods,
} from "./schema/identity-provider.ts";
import { identityProviderPurpose } from "./schema/identity-provider-purpose.ts";

/** An OpenID Connect connection with its claim mapping. */
export interface IdentityProvider {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  readonly name: string;
  /** A line under its button, for people who have to choose. */
  readonly hint: string | null;
  readonly issuer: string;
  readonly clientId: string;
  /** Sealed for this row's id; the application opens it. */
  readonly clientSecretSealed: string;
  /** Separated by spaces. */
  readonly scopes: string;
  readonly tokenAuthMethod: (typeof tokenAuthMethods)[number];
  readonly jitMode: (typeof jitModes)[number];
  readonly syncPolicy: (typeof syncPolicies)[number];
  readonly purposesMode: (typeof purposesModes)[number];
  /** Where people correct their details. */
  readonly accountUrl: string | null;
  readonly enabled: boolean;
  readonly position: number;
  readonly mappings: readonly ClaimMapping[];
}

/** The enabled providers in their order: the choice on the sign-in page. */
export function listEnabled(executor: Executor): Promise<IdentityProvider[]> {
  return read(executor, eq(identityProvider.enabled, true));
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

export interface ProviderInput extends Omit<IdentityProvider, "position"> {
  /** Last in the order when left out. */
  readonly position?: number;
  /** Ids of the purposes it asks, when `purposesMode` is "chosen". */
  readonly purposes?: readonly string[];
}

export interface SaveProviderOptions {
  /** The same provider at another address, as the demonstration's is when its port changes. */
  readonly issuerMoved?: boolean;
}

/**
 * Makes the provider with this id, or changes it. The caller makes the id, because the client secret is sealed for it.
 * Errors: "slug-taken" by another one; "issuer-in-use": subjects are unique within an issuer only, so another issuer would
 * let its people into the accounts of the first one's (OpenID Connect Core 1.0, section 2).
 */
export async function saveProvider(
  executor: Executor,
  { mappings, purposes = [], position, ...fields }: ProviderInput,
  by: By,
  { issuerMoved = false }: SaveProviderOptions = {},
): Promise<{ ok: true } | { ok: false; code: "slug-taken" | "issuer-in-use" }> {
  try {
    return await executor.transaction(async (tx) => {
      if (!issuerMoved && (await wouldChangeIssuerInUse(tx, fields))) return { ok: false, code: "issuer-in-use" };
      const row = { ...fields, ...(position === undefined ? {} : { position }) };
      const [saved] = await tx
        .insert(identityProvider)
        .values({ ...fields, position: position ?? lastPosition })
        .onConflictDoUpdate({ target: identityProvider.id, set: { ...row, updatedAt: sql`now()` } })
        .returning({ isNew: sql<boolean>`xmax = 0` });
      await replaceMappings(tx, fields.id, mappings);
      await replacePurposes(tx, fields.id, fields.purposesMode === "chosen" ? purposes : []);
      const type = saved?.isNew === true ? "provider-created" : "provider-changed";
      await appendEvent(tx, { type, actor: administrator(by), providerId: fields.id, details: { slug: fields.slug } });
      return { ok: true };
    });
  } catch (error) {
    if (violates(error, "identity_provider_slug_unique")) return { ok: false, code: "slug-taken" };
    throw error;
  }
}

async function wouldChangeIssuerInUse(
  tx: Transaction,
  { id: providerId, issuer: wanted }: Pick<ProviderInput, "id" | "issuer">,
): Promise<boolean> {
  const found = await tx
    .select({ id })
    .from(identityProvider)
    .innerJoin(federatedIdentity, eq(federatedIdentity.providerId, id))
    .where(and(eq(id, providerId), ne(issuer, wanted)))
    .limit(1);
  return found.length > 0;
}

/** How many of the enabled providers map each attribute, by key. Attributes that none maps are not in it. */
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

const lastPosition = sql`(select coalesce(max(position), 0) + 1 from identity_provider)`;

const mappings = sql<ClaimMapping[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('path', m.claim_path, 'attribute', m.attribute_key) order by m.attribute_key), '[]')
  from claim_mapping m where m.provider_id = ${identityProvider.id})`;

const {
  id,
  slug,
  name,
  hint,
  issuer,
  clientId,
  clientSecretSealed,
  scopes,
  tokenAuthMethod,
  jitMode,
  syncPolicy,
  purposesMode,
  accountUrl,
  enabled,
  position,
} = identityProvider;
const connection = { id, slug, name, hint, issuer, clientId, clientSecretSealed, scopes, tokenAuthMethod };
const columns = { ...connection, jitMode, syncPolicy, purposesMode, accountUrl, enabled, position };

function read(executor: Executor, condition: SQL | undefined): Promise<IdentityProvider[]> {
  return executor
    .select({ ...columns, mappings })
    .from(identityProvider)
    .where(condition)
    .orderBy(asc(identityProvider.position), asc(identityProvider.id));
}

async function replaceMappings(tx: Transaction, providerId: string, wanted: readonly ClaimMapping[]): Promise<void> {
  await tx.delete(claimMapping).where(eq(claimMapping.providerId, providerId));
  const rows = wanted.map(({ path, attribute }) => ({ providerId, attributeKey: attribute, claimPath: [...path] }));
  if (rows.length > 0) await tx.insert(claimMapping).values(rows);
}

async function replacePurposes(tx: Transaction, providerId: string, wanted: readonly string[]): Promise<void> {
  await tx.delete(identityProviderPurpose).where(eq(identityProviderPurpose.providerId, providerId));
  const rows = wanted.map((purposeId) => ({ providerId, purposeId }));
  if (rows.length > 0) await tx.insert(identityProviderPurpose).values(rows);
}
