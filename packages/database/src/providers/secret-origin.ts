import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { identityProvider } from "../schema/identity-provider.ts";

/** A stored secret, and the token endpoint's origin that it is about to be sent to. */
export interface SecretTo {
  readonly providerId: string;
  readonly clientSecretSealed: string | null;
  readonly origin: string;
}

/**
 * Whether this secret may go to this origin. One that has no origin yet belongs to the first that asks, which is stored:
 * of two that ask at once, the database lets one win. False too if another secret was stored in the meantime.
 */
export async function isSecretFor(
  executor: Executor,
  { providerId, clientSecretSealed, origin }: SecretTo,
): Promise<boolean> {
  if (clientSecretSealed === null) return false;
  const { id, clientSecretSealed: sealed, clientSecretOrigin: stored } = identityProvider;
  const same = and(eq(id, providerId), eq(sealed, clientSecretSealed));
  await executor
    .update(identityProvider)
    .set({ clientSecretOrigin: origin })
    .where(and(same, sql`${stored} is null`));
  const [row] = await executor.select({ stored }).from(identityProvider).where(same);
  return row?.stored === origin;
}
