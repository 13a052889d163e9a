import { eq } from "drizzle-orm";
import { eventActor, appendEvent, type Actor } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import type { Picture, PictureChange, PictureSaved } from "../settings/picture.ts";
import { storePicture } from "../settings/stored-picture.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { providerLogo } from "../schema/provider-logo.ts";

/** The picture of the provider with this slug, or null. */
export async function findLogo(executor: Executor, slug: string): Promise<Picture | null> {
  const { type, picture, hash } = providerLogo;
  const [found] = await executor
    .select({ type, picture, hash })
    .from(providerLogo)
    .innerJoin(identityProvider, eq(identityProvider.id, providerLogo.providerId))
    .where(eq(identityProvider.slug, slug));
  return found ?? null;
}

/**
 * Sets or removes the picture of a provider. Errors: "not-found", "logo-conflict" if another one was set in between.
 */
export async function saveLogo(
  executor: Executor,
  providerId: string,
  change: PictureChange,
  by: Actor,
): Promise<PictureSaved<"not-found">> {
  return executor.transaction(async (tx) => {
    const columns = { slug: identityProvider.slug };
    const found = tx.select(columns).from(identityProvider).where(eq(identityProvider.id, providerId));
    const [provider] = await found.for("no key update");
    if (!provider) return { ok: false, code: "not-found" };
    const { slug } = provider;
    return storePicture(tx, { key: providerLogo.providerId, id: providerId }, change, async (changed) => {
      const details = { slug, changed: ["logo"], ...changed };
      await appendEvent(tx, { type: "provider-changed", actor: eventActor(by), providerId, details });
    });
  });
}
