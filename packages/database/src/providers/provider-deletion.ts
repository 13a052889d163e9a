import { eq, sql } from "drizzle-orm";
import { appendEvent, eventActor, type Actor } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { providerKey } from "../schema/provider-key.ts";
import { providerLogo } from "../schema/provider-logo.ts";
import { providerTest } from "../schema/provider-test.ts";
import { replaceConditions, replaceDomains, replaceMappings, replacePurposes } from "./provider-lists.ts";

/**
 * Deletes a provider through which no one ever signed in, with everything that belongs to it. Errors: "in-use": see
 * `isProviderUsed`; it can only be disabled; "not-found".
 */
export async function deleteProvider(
  executor: Executor,
  providerId: string,
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "in-use" | "not-found" }> {
  return executor.transaction(async (tx) => {
    // From here on no decision can be stored through it, because a decision locks it FOR SHARE.
    const [found] = await tx
      .select({ slug: identityProvider.slug, name: identityProvider.name })
      .from(identityProvider)
      .where(eq(identityProvider.id, providerId))
      .for("update");
    if (!found) return { ok: false, code: "not-found" };
    if (await isProviderUsed(tx, providerId)) return { ok: false, code: "in-use" };
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

/**
 * Whether it cannot be deleted: an account, open or closed, or a receipt refers to it, or a notice of it may have been
 * read.
 */
export async function isProviderUsed(executor: Executor, providerId: string): Promise<boolean> {
  const id = sql`${providerId}::uuid`;
  const [found] = await executor.execute<{ used: boolean }>(sql`select
    exists (select from federated_identity i where i.provider_id = ${id})
    or exists (select from session s where s.provider_id = ${id})
    or exists (select from receipt r where r.provider_id = ${id})
    or exists (select from purpose p where p.provider_id = ${id})
    or exists (select from attribute_value v where v.provider_id = ${id}) as used`);
  return found?.used ?? false;
}
