import { eq, sql } from "drizzle-orm";
import type { Transaction } from "../engine/orm.ts";
import type { EventDetails } from "../schema/event.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { providerKey } from "../schema/provider-key.ts";
import type { ProviderInput } from "./identity-provider.ts";
import { providerDifferences, type ProviderLists } from "./provider-differences.ts";
import type { NewProviderKey } from "./provider-keys.ts";
import { readLists, replaceConditions, replaceDomains, replaceMappings, replacePurposes } from "./provider-lists.ts";

type Stored = typeof identityProvider.$inferSelect & { readonly lists: ProviderLists };

/**
 * Locks a provider until the transaction ends, so that what was compared is what is replaced. Null if it does not
 * exist.
 */
export async function lockProvider(tx: Transaction, providerId: string): Promise<Stored | null> {
  const found = tx.select().from(identityProvider).where(eq(identityProvider.id, providerId));
  const [row] = await found.for("no key update");
  return row ? { ...row, lists: await readLists(tx, providerId) } : null;
}

export async function writeProvider(tx: Transaction, input: ProviderInput, before: Stored | null): Promise<void> {
  const { mappings, purposes = [], conditions = [], domains = [], notice: _, firstKey, position, ...fields } = input;
  const secretStays = (before?.clientSecretSealed ?? null) === fields.clientSecretSealed;
  const { clientSecretOrigin = null } = input;
  const secretSet = secretStays ? {} : { clientSecretSetAt: sql`now()`, clientSecretOrigin };
  const placed = position === undefined ? {} : { position };
  // Further properties of the caller's object are not written.
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
  const { responseMode, tokenAlgorithm, authorizationParameters, tenants } = input;
  const { jitMode, syncPolicy, purposesMode, accountUrl, enabled } = input;
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
    responseMode,
    tokenAlgorithm,
  };
  return { ...connection, authorizationParameters, tenants, jitMode, syncPolicy, purposesMode, accountUrl, enabled };
}

/**
 * The names of changed parts, and their values before and after, for the event. A secret is named, and its value left
 * out.
 */
export async function changesSince(tx: Transaction, providerId: string, before: Stored): Promise<EventDetails> {
  const after = await lockProvider(tx, providerId);
  if (!after) return {};
  const fields = Object.keys(pick(before)) as (keyof ReturnType<typeof pick>)[];
  const columns = fields.filter((field) => before[field] !== after[field]);
  const names = Object.keys(after.lists) as (keyof ProviderLists)[];
  const lists = names.filter((name) => JSON.stringify(before.lists[name]) !== JSON.stringify(after.lists[name]));
  const changed = [...columns.map((field) => (field === "clientSecretSealed" ? "clientSecret" : field)), ...lists];
  return { changed, ...providerDifferences(before, after) };
}

const lastPosition = sql`(select coalesce(max(position), 0) + 1 from identity_provider)`;
