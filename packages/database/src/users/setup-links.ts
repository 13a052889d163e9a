import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import { lock } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { setupLink } from "../schema/setup-link.ts";
import { users } from "../schema/users.ts";

export async function createSetupLink(
  executor: Executor,
  { tokenHash, expiresAt }: { tokenHash: string; expiresAt: Date },
): Promise<void> {
  await executor.insert(setupLink).values({ tokenHash, expiresAt });
}

/** Creates a link and deletes all unused ones. Returns false and changes nothing if there is an administrator. */
export async function replaceSetupLinks(
  database: Database,
  { tokenHash, expiresAt }: { tokenHash: string; expiresAt: Date },
): Promise<boolean> {
  return database.orm.transaction(async (tx) => {
    await lock(tx, "administrator");
    if (await administratorExists(tx)) return false;
    await tx.delete(setupLink).where(isNull(setupLink.usedAt));
    await createSetupLink(tx, { tokenHash, expiresAt });
    return true;
  });
}

/** Whether the link can still be used: unused, not expired, and there is no administrator yet. Does not use it up. */
export async function isSetupLinkValid(executor: Executor, tokenHash: string): Promise<boolean> {
  const links = await executor.select({ at: setupLink.createdAt }).from(setupLink).where(usable(tokenHash));
  return links.length === 1 && !(await administratorExists(executor));
}

/**
 * Counts suspended administrators too: suspending the only one must not make the set-up link in the log usable again.
 */
export async function administratorExists(executor: Executor): Promise<boolean> {
  const found = await executor
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "administrator"), ne(users.status, "closed")))
    .limit(1);
  return found.length > 0;
}

/** Within a transaction: uses up the link for this user. Returns false and changes nothing if it is not valid. */
export async function consumeSetupLink(transaction: Executor, tokenHash: string, userId: string): Promise<boolean> {
  const used = await transaction
    .update(setupLink)
    .set({ usedAt: sql`now()`, usedBy: userId })
    .where(usable(tokenHash))
    .returning({ tokenHash: setupLink.tokenHash });
  return used.length === 1;
}

function usable(tokenHash: string) {
  const inTime = gt(setupLink.expiresAt, sql`clock_timestamp()`);
  return and(eq(setupLink.tokenHash, tokenHash), isNull(setupLink.usedAt), inTime);
}
