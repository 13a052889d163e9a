import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import type { ClaimMapping } from "@assent/consent/claims/claim-mapping";
import { and, asc, eq, getTableColumns, inArray, ne, type SQL, sql } from "drizzle-orm";
import { violates } from "../engine/database-error.ts";
import { eventActor, appendEvent, type Actor } from "../audit/events.ts";
import type { EventDetails } from "../schema/event.ts";
import type { IdentityProvider, ProviderNotice } from "./identity-provider.ts";
import { providerDifferences, type ProviderLists } from "./provider-differences.ts";
import type { NewProviderKey } from "./provider-keys.ts";
import { noticeOf, writeNotice } from "./provider-notice.ts";
import { lockPurposes } from "../engine/locks.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { accountCondition } from "../schema/account-condition.ts";
import { claimMapping } from "../schema/claim-mapping.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { identityProviderPurpose } from "../schema/identity-provider-purpose.ts";
import { purpose } from "../schema/purpose.ts";
import { providerDomain } from "../schema/provider-domain.ts";
import { providerLogo } from "../schema/provider-logo.ts";
import { providerKey } from "../schema/provider-key.ts";
import { providerTest } from "../schema/provider-test.ts";

type Written =
  "position" | "notice" | "logoHash" | "purposes" | "conditions" | "domains" | "revision" | "clientSecretSetAt";

export interface ProviderInput extends Omit<IdentityProvider, Written> {
  /** Last in the order when left out. */
  readonly position?: number;
  /** Ids of the purposes it asks, when `purposesMode` is "chosen". */
  readonly purposes?: readonly string[];
  readonly conditions?: readonly AccountCondition[];
  /** E-mail domains that lead to it, as `readDomain` writes them. */
  readonly domains?: readonly string[];
  /** What people are told where nobody is asked; left as it is when left out. */
  readonly notice?: ProviderNotice | null;
  /** A key to begin with, for one that has none yet. */
  readonly firstKey?: NewProviderKey;
}

export interface SaveProviderOptions {
  /** The same provider at another address, as the demonstration's is when its port changes. */
  readonly issuerMoved?: boolean;
  /** The revision that was edited; when left out, whatever is stored is replaced. */
  readonly base?: number;
}

export type SaveProviderCode =
  "slug-taken" | "domain-taken" | "issuer-in-use" | "conflict" | "last-way-in" | "notice-missing";

/**
 * Makes the provider with this id, or changes it. The caller makes the id, because the client secret is sealed for it.
 * Errors: "slug-taken" by another one; "domain-taken", with the domain that leads to another one already; "issuer-in-use": subjects are unique within an issuer only, so another issuer would
 * let its people into the accounts of the first one's (OpenID Connect Core 1.0, section 2); "conflict" when it was changed
 * since `base`, or is gone; "last-way-in" when disabling it would leave no administrator who can sign in; "notice-missing" for one that
 * asks nobody and tells them nothing.
 */
export async function saveProvider(
  executor: Executor,
  input: ProviderInput,
  by: Actor,
  { issuerMoved = false, base }: SaveProviderOptions = {},
): Promise<{ ok: true } | { ok: false; code: SaveProviderCode; domain?: string }> {
  try {
    return await executor.transaction(async (tx) => {
      // All of them: two that are disabled at once must not each count on the other.
      if (!input.enabled) await lockPurposes(tx);
      const before = await lockProvider(tx, input.id);
      if (base !== undefined && before?.revision !== base) return { ok: false, code: "conflict" };
      if (!issuerMoved && (await wouldChangeIssuerInUse(tx, input))) return { ok: false, code: "issuer-in-use" };
      const domain = await takenDomain(tx, input);
      if (domain !== null) return { ok: false, code: "domain-taken", domain };
      if (before?.enabled && !input.enabled && (await isLastWayIn(tx, input.id))) {
        return { ok: false, code: "last-way-in" };
      }
      if (input.jitMode === "notice" && !input.notice && !(before && (await noticeOf(tx, input.id)))) {
        return { ok: false, code: "notice-missing" };
      }
      await write(tx, input, before);
      const { notice } = input;
      const told = notice ? await writeNotice(tx, input.id, notice) : {};
      const type = before ? "provider-changed" : "provider-created";
      const details = { slug: input.slug, ...(before ? await changedSince(tx, input.id, before) : {}), ...told };
      await appendEvent(tx, { type, actor: eventActor(by), providerId: input.id, details });
      return { ok: true };
    });
  } catch (error) {
    if (violates(error, "identity_provider_slug_unique")) return { ok: false, code: "slug-taken" };
    // Two who claimed it at the same moment.
    if (violates(error, "provider_domain_pkey")) return { ok: false, code: "domain-taken" };
    throw error;
  }
}

type Stored = typeof identityProvider.$inferSelect & { readonly lists: ProviderLists };

/** Held until the transaction ends, so that what was compared is what is replaced. Null for one that does not exist. */
async function lockProvider(tx: Transaction, providerId: string): Promise<Stored | null> {
  const found = tx.select().from(identityProvider).where(eq(identityProvider.id, providerId));
  const [row] = await found.for("no key update");
  return row ? { ...row, lists: await readLists(tx, providerId) } : null;
}

async function write(tx: Transaction, input: ProviderInput, before: Stored | null): Promise<void> {
  const { mappings, purposes = [], conditions = [], domains = [], notice: _, firstKey, position, ...fields } = input;
  const secretStays = (before?.clientSecretSealed ?? null) === fields.clientSecretSealed;
  const secretSet = secretStays ? {} : { clientSecretSetAt: sql`now()` };
  const placed = position === undefined ? {} : { position };
  // What else a caller's object may have beside these is not for it to write.
  const row = { ...pick(fields), ...secretSet };
  await tx
    .insert(identityProvider)
    .values({ ...row, position: position ?? lastPosition })
    .onConflictDoUpdate({
      target: identityProvider.id,
      set: { ...row, ...placed, revision: sql`${identityProvider.revision} + 1`, updatedAt: sql`now()` },
    });
  await replaceMappings(tx, fields.id, mappings);
  await replacePurposes(tx, fields.id, fields.purposesMode === "chosen" ? purposes : []);
  await replaceConditions(tx, fields.id, conditions);
  await replaceDomains(tx, fields.id, domains);
  if (firstKey) await addFirstKey(tx, fields.id, firstKey);
}

async function addFirstKey(tx: Transaction, providerId: string, key: NewProviderKey): Promise<void> {
  const known = await tx.select({ id: providerKey.id }).from(providerKey).where(eq(providerKey.providerId, providerId));
  if (known.length === 0) await tx.insert(providerKey).values({ ...key, providerId, inUse: true });
}

function pick(
  input: Omit<ProviderInput, "mappings" | "purposes" | "conditions" | "domains" | "notice" | "firstKey" | "position">,
) {
  const { id, slug, name, hint, logoLetters, issuer, clientId, clientSecretSealed, scopes, tokenAuthMethod } = input;
  const { authorizationParameters, tenants, jitMode, syncPolicy, purposesMode, accountUrl, enabled } = input;
  const connection = {
    id,
    slug,
    name,
    hint,
    logoLetters,
    issuer,
    clientId,
    clientSecretSealed,
    scopes,
    tokenAuthMethod,
  };
  return { ...connection, authorizationParameters, tenants, jitMode, syncPolicy, purposesMode, accountUrl, enabled };
}

/** Names of what is another now, for the event, and how it was before. A secret is named and never told. */
async function changedSince(tx: Transaction, providerId: string, before: Stored): Promise<EventDetails> {
  const after = await lockProvider(tx, providerId);
  if (!after) return {};
  const fields = Object.keys(pick(before)) as (keyof ReturnType<typeof pick>)[];
  const columns = fields.filter((field) => before[field] !== after[field]);
  const names = Object.keys(after.lists) as (keyof ProviderLists)[];
  const lists = names.filter((name) => JSON.stringify(before.lists[name]) !== JSON.stringify(after.lists[name]));
  const changed = [...columns.map((field) => (field === "clientSecretSealed" ? "clientSecret" : field)), ...lists];
  return { changed, ...providerDifferences(before, after) };
}

/** Of a mapping what an administrator says; when a claim was last seen changes by itself. */
const { lastSeen: _, ...mapped } = getTableColumns(claimMapping);

async function readLists(tx: Transaction, id: string): Promise<ProviderLists> {
  const [mappings, purposes, conditions, domains, keys] = await Promise.all([
    tx.select(mapped).from(claimMapping).where(eq(claimMapping.providerId, id)).orderBy(asc(claimMapping.attributeKey)),
    tx
      .select({ name: purpose.name })
      .from(identityProviderPurpose)
      .innerJoin(purpose, eq(purpose.id, identityProviderPurpose.purposeId))
      .where(eq(identityProviderPurpose.providerId, id))
      .orderBy(asc(purpose.position), asc(purpose.id)),
    tx
      .select()
      .from(accountCondition)
      .where(eq(accountCondition.providerId, id))
      .orderBy(asc(accountCondition.position)),
    tx
      .select({ domain: providerDomain.domain })
      .from(providerDomain)
      .where(eq(providerDomain.providerId, id))
      .orderBy(asc(providerDomain.domain)),
    tx
      .select({ kid: providerKey.kid })
      .from(providerKey)
      .where(eq(providerKey.providerId, id))
      .orderBy(asc(providerKey.kid)),
  ]);
  return {
    mappings,
    purposes: purposes.map(({ name }) => name),
    conditions,
    domains: domains.map(({ domain }) => domain),
    keys: keys.map(({ kid }) => kid),
  };
}

/** The first of its domains that leads to another provider, or null. */
async function takenDomain(tx: Transaction, { id, domains = [] }: ProviderInput): Promise<string | null> {
  if (domains.length === 0) return null;
  const [found] = await tx
    .select({ domain: providerDomain.domain })
    .from(providerDomain)
    .where(and(inArray(providerDomain.domain, [...domains]), ne(providerDomain.providerId, id)))
    .orderBy(asc(providerDomain.domain))
    .limit(1);
  return found?.domain ?? null;
}

async function wouldChangeIssuerInUse(tx: Transaction, { id, issuer }: ProviderInput): Promise<boolean> {
  const found = await tx
    .select({ id: identityProvider.id })
    .from(identityProvider)
    .innerJoin(federatedIdentity, eq(federatedIdentity.providerId, identityProvider.id))
    .where(and(eq(identityProvider.id, id), ne(identityProvider.issuer, issuer)))
    .limit(1);
  return found.length > 0;
}

/** Whether administrators sign in through this provider and through no other one that is enabled. */
async function isLastWayIn(tx: Transaction, providerId: string): Promise<boolean> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct i.provider_id as id from federated_identity i
    join users u on u.id = i.user_id and u.role = 'administrator' and u.status = 'active'
    join identity_provider p on p.id = i.provider_id and p.enabled`);
  return rows.length > 0 && rows.every(({ id }) => id === providerId);
}

/** Swaps places with its neighbour on the sign-in page; at the end of the list nothing moves. */
export async function moveProvider(
  executor: Executor,
  providerId: string,
  direction: "up" | "down",
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "not-found" }> {
  return executor.transaction(async (tx) => {
    await lockPurposes(tx);
    const order = await tx
      .select({ id: identityProvider.id, position: identityProvider.position })
      .from(identityProvider)
      .orderBy(asc(identityProvider.position), asc(identityProvider.id));
    const from = order.findIndex(({ id }) => id === providerId);
    if (from < 0) return { ok: false, code: "not-found" };
    const to = direction === "up" ? from - 1 : from + 1;
    const [moved, other] = [order[from], order[to]];
    if (moved === undefined || other === undefined) return { ok: true };
    order[from] = other;
    order[to] = moved;
    // Two may have come to the same position; numbering them all anew cures that too. An order is no part of what is
    // edited, so the revision stays.
    for (const [index, { id, position }] of order.entries()) {
      if (position === index + 1) continue;
      await tx
        .update(identityProvider)
        .set({ position: index + 1 })
        .where(eq(identityProvider.id, id));
    }
    await appendEvent(tx, { type: "provider-moved", actor: eventActor(by), providerId, details: { direction } });
    return { ok: true };
  });
}

/**
 * Deletes a provider through which nobody ever came, with its mapping, conditions and latest test. Errors: "in-use": accounts, also
 * closed ones, and receipts name it, or a notice of it may have been read, and it can only be disabled; "not-found".
 */
export async function deleteProvider(
  executor: Executor,
  providerId: string,
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "in-use" | "not-found" }> {
  return executor.transaction(async (tx) => {
    // Nobody can come through it from here on: a decision holds it FOR SHARE.
    const [found] = await tx
      .select({ slug: identityProvider.slug, name: identityProvider.name })
      .from(identityProvider)
      .where(eq(identityProvider.id, providerId))
      .for("update");
    if (!found) return { ok: false, code: "not-found" };
    const [use] = await tx.execute<{ used: boolean }>(sql`select ${providerIsUsed(sql`${providerId}::uuid`)} as used`);
    if (use?.used) return { ok: false, code: "in-use" };
    await replaceMappings(tx, providerId, []);
    await replacePurposes(tx, providerId, []);
    await replaceConditions(tx, providerId, []);
    await replaceDomains(tx, providerId, []);
    await tx.delete(providerLogo).where(eq(providerLogo.providerId, providerId));
    await tx.delete(providerKey).where(eq(providerKey.providerId, providerId));
    await tx.delete(providerTest).where(eq(providerTest.providerId, providerId));
    await tx.delete(identityProvider).where(eq(identityProvider.id, providerId));
    const { slug, name } = found;
    await appendEvent(tx, { type: "provider-deleted", actor: eventActor(by), providerId, details: { slug, name } });
    return { ok: true };
  });
}

/** Whether anything refers to a provider that is not part of it. */
export const providerIsUsed = (providerId: SQL): SQL => sql`(
  exists (select from federated_identity i where i.provider_id = ${providerId})
  or exists (select from session s where s.provider_id = ${providerId})
  or exists (select from receipt r where r.provider_id = ${providerId})
  or exists (select from purpose p where p.provider_id = ${providerId})
  or exists (select from attribute_value v where v.provider_id = ${providerId}))`;

const lastPosition = sql`(select coalesce(max(position), 0) + 1 from identity_provider)`;

async function replaceMappings(tx: Transaction, providerId: string, wanted: readonly ClaimMapping[]): Promise<void> {
  const before = await tx.delete(claimMapping).where(eq(claimMapping.providerId, providerId)).returning();
  const rows = wanted.map(
    ({ path, attribute, letters = null, list = null, sync = null, default: defaultValue = null }) => {
      // The same claim was seen when it was seen; at another place stands another one.
      const same = before.find(
        ({ attributeKey, claimPath }) => attributeKey === attribute && isSamePath(claimPath, path),
      );
      const lastSeen = same?.lastSeen ?? null;
      return { providerId, attributeKey: attribute, claimPath: [...path], letters, list, sync, defaultValue, lastSeen };
    },
  );
  if (rows.length > 0) await tx.insert(claimMapping).values(rows);
}

const isSamePath = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((name, index) => name === other[index]);

async function replacePurposes(tx: Transaction, providerId: string, wanted: readonly string[]): Promise<void> {
  await tx.delete(identityProviderPurpose).where(eq(identityProviderPurpose.providerId, providerId));
  const rows = wanted.map((purposeId) => ({ providerId, purposeId }));
  if (rows.length > 0) await tx.insert(identityProviderPurpose).values(rows);
}

async function replaceDomains(tx: Transaction, providerId: string, wanted: readonly string[]): Promise<void> {
  await tx.delete(providerDomain).where(eq(providerDomain.providerId, providerId));
  const rows = [...new Set(wanted)].map((domain) => ({ providerId, domain }));
  if (rows.length > 0) await tx.insert(providerDomain).values(rows);
}

async function replaceConditions(tx: Transaction, providerId: string, wanted: readonly AccountCondition[]) {
  await tx.delete(accountCondition).where(eq(accountCondition.providerId, providerId));
  const rows = wanted.map((condition, index) => ({
    providerId,
    position: index + 1,
    kind: condition.kind,
    claimPath: condition.kind === "claim" ? [...condition.path] : null,
    allowed: condition.kind === "email-verified" ? [] : [...condition.allowed],
  }));
  if (rows.length > 0) await tx.insert(accountCondition).values(rows);
}
