import { and, asc, eq } from "drizzle-orm";
import { eventActor, appendEvent, type Actor } from "../audit/events.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { providerKey } from "../schema/provider-key.ts";

export type ProviderKey = Omit<typeof providerKey.$inferSelect, "privateKeySealed">;

/** The caller creates the id, because the private key is sealed for it. */
export type NewProviderKey = Omit<typeof providerKey.$inferSelect, "providerId" | "inUse" | "createdAt">;

/** The keys of a provider without their private part, oldest first. */
export async function providerKeys(executor: Executor, providerId: string): Promise<ProviderKey[]> {
  const { id, kid, algorithm, publicKey, inUse, createdAt } = providerKey;
  return executor
    .select({ id, providerId: providerKey.providerId, kid, algorithm, publicKey, inUse, createdAt })
    .from(providerKey)
    .where(eq(providerKey.providerId, providerId))
    .orderBy(asc(createdAt), asc(id));
}

/** The key in use, or null. */
export async function providerKeyInUse(executor: Executor, providerId: string): Promise<NewProviderKey | null> {
  const { id, kid, algorithm, publicKey, privateKeySealed } = providerKey;
  const [found] = await executor
    .select({ id, kid, algorithm, publicKey, privateKeySealed })
    .from(providerKey)
    .where(and(eq(providerKey.providerId, providerId), providerKey.inUse));
  return found ?? null;
}

/** More than a rotation needs, and few enough for one small document. */
const maxKeys = 5;

/**
 * Publishes a key. The first one is used at once; a later one waits until it is put in use, so that the provider can
 * fetch it before. Errors: "not-found"; "too-many-keys".
 */
export async function addProviderKey(
  executor: Executor,
  providerId: string,
  key: NewProviderKey,
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "not-found" | "too-many-keys" }> {
  return executor.transaction(async (tx) => {
    const slug = await lockSlug(tx, providerId);
    if (slug === null) return { ok: false, code: "not-found" };
    const known = await providerKeys(tx, providerId);
    if (known.length >= maxKeys) return { ok: false, code: "too-many-keys" };
    await tx.insert(providerKey).values({ ...key, providerId, inUse: known.length === 0 });
    await note(tx, { providerId, slug, kid: key.kid, act: "added" }, by);
    return { ok: true };
  });
}

/** Puts a key in use; the earlier one stays published. Errors: "not-found". */
export async function useProviderKey(
  executor: Executor,
  providerId: string,
  keyId: string,
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "not-found" }> {
  return executor.transaction(async (tx) => {
    const slug = await lockSlug(tx, providerId);
    const key = (await providerKeys(tx, providerId)).find(({ id }) => id === keyId);
    if (slug === null || !key) return { ok: false, code: "not-found" };
    if (key.inUse) return { ok: true };
    await tx.update(providerKey).set({ inUse: false }).where(eq(providerKey.providerId, providerId));
    await tx.update(providerKey).set({ inUse: true }).where(eq(providerKey.id, keyId));
    await note(tx, { providerId, slug, kid: key.kid, act: "used" }, by);
    return { ok: true };
  });
}

/** Deletes a key. Errors: "not-found"; "key-in-use", because the provider would no longer recognise us. */
export async function removeProviderKey(
  executor: Executor,
  providerId: string,
  keyId: string,
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "not-found" | "key-in-use" }> {
  return executor.transaction(async (tx) => {
    const slug = await lockSlug(tx, providerId);
    const key = (await providerKeys(tx, providerId)).find(({ id }) => id === keyId);
    if (slug === null || !key) return { ok: false, code: "not-found" };
    if (key.inUse) return { ok: false, code: "key-in-use" };
    await tx.delete(providerKey).where(eq(providerKey.id, keyId));
    await note(tx, { providerId, slug, kid: key.kid, act: "removed" }, by);
    return { ok: true };
  });
}

/** Serialises changes of one provider's keys, and of the provider itself. */
async function lockSlug(tx: Transaction, providerId: string): Promise<string | null> {
  const { slug } = identityProvider;
  const found = tx.select({ slug }).from(identityProvider).where(eq(identityProvider.id, providerId));
  return (await found.for("no key update"))[0]?.slug ?? null;
}

interface KeyNote {
  readonly providerId: string;
  readonly slug: string;
  readonly kid: string;
  readonly act: "added" | "used" | "removed";
}

async function note(tx: Transaction, { providerId, slug, kid, act }: KeyNote, by: Actor): Promise<void> {
  const details = { slug, changed: ["keys"], kid, act };
  await appendEvent(tx, { type: "provider-changed", actor: eventActor(by), providerId, details });
}
