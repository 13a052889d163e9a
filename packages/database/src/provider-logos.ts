import { eq } from "drizzle-orm";
import { administrator, appendEvent, type By } from "./events.ts";
import type { Executor } from "./orm.ts";
import { identityProvider } from "./schema/identity-provider.ts";
import { providerLogo } from "./schema/provider-logo.ts";

export type ProviderLogo = Pick<typeof providerLogo.$inferSelect, "type" | "picture" | "hash">;

/** The picture of the provider with this name in addresses, or null. */
export async function findLogo(executor: Executor, slug: string): Promise<ProviderLogo | null> {
  const { type, picture, hash } = providerLogo;
  const [found] = await executor
    .select({ type, picture, hash })
    .from(providerLogo)
    .innerJoin(identityProvider, eq(identityProvider.id, providerLogo.providerId))
    .where(eq(identityProvider.slug, slug));
  return found ?? null;
}

/** Sets the picture of a provider, or takes it away (null). Errors: "not-found". */
export async function saveLogo(
  executor: Executor,
  providerId: string,
  logo: ProviderLogo | null,
  by: By,
): Promise<{ ok: true } | { ok: false; code: "not-found" }> {
  return executor.transaction(async (tx) => {
    const { slug } = identityProvider;
    const found = tx.select({ slug }).from(identityProvider).where(eq(identityProvider.id, providerId));
    const [provider] = await found.for("no key update");
    if (!provider) return { ok: false, code: "not-found" };
    const [before] = await tx.delete(providerLogo).where(eq(providerLogo.providerId, providerId)).returning();
    if (logo) await tx.insert(providerLogo).values({ providerId, ...logo });
    if (before?.hash === logo?.hash) return { ok: true };
    const details = { slug: provider.slug, changed: ["logo"] };
    await appendEvent(tx, { type: "provider-changed", actor: administrator(by), providerId, details });
    return { ok: true };
  });
}
