import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import { appendEvent } from "./events.ts";
import { lock } from "./locks.ts";
import type { Database } from "./open.ts";
import type { Executor } from "./orm.ts";
import { setupLink } from "./schema/setup-link.ts";
import { users } from "./schema/users.ts";

/** What makes somebody the first administrator: the one-time link, or the seed of a demonstration. */
export type AdministratorRight = { readonly setupTokenHash: string } | { readonly seeded: true };

export async function createSetupLink(
  executor: Executor,
  { tokenHash, expiresAt }: { tokenHash: string; expiresAt: Date },
): Promise<void> {
  await executor.insert(setupLink).values({ tokenHash, expiresAt });
}

/** Makes a link, and kills those that are not used yet. False, and nothing has changed, when there is an administrator. */
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

/** Whether the link can still be used: unused, in time, and there is no administrator yet. Looking uses nothing up. */
export async function isSetupLinkValid(executor: Executor, tokenHash: string): Promise<boolean> {
  const links = await executor.select({ at: setupLink.createdAt }).from(setupLink).where(usable(tokenHash));
  return links.length === 1 && !(await administratorExists(executor));
}

/** Counts suspended ones too: suspending the only administrator must not open the door to whoever reads the log. */
export async function administratorExists(executor: Executor): Promise<boolean> {
  const found = await executor
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "administrator"), ne(users.status, "closed")))
    .limit(1);
  return found.length > 0;
}

/** Makes a person who already has an account the first administrator. */
export async function claimAdministration(
  database: Database,
  { userId, setupTokenHash }: { userId: string; setupTokenHash: string },
): Promise<{ ok: true } | { ok: false; code: "setup-link-invalid" }> {
  const claimed = await database.orm.transaction((tx) => appointFirst(tx, userId, { setupTokenHash }));
  return claimed ? { ok: true } : { ok: false, code: "setup-link-invalid" };
}

/**
 * Within a transaction: appoints the first administrator and uses the link up. False, and nothing has changed, when there
 * is an administrator already, when the link is not good, or when the account is not active.
 */
export async function appointFirst(transaction: Executor, userId: string, right: AdministratorRight): Promise<boolean> {
  await lock(transaction, "administrator");
  if (await administratorExists(transaction)) return false;
  const active = and(eq(users.id, userId), eq(users.status, "active"));
  const [person] = await transaction.select({ pseudonym: users.pseudonym }).from(users).where(active).for("update");
  if (person === undefined) return false;
  if ("setupTokenHash" in right && !(await useUp(transaction, right.setupTokenHash, userId))) return false;
  await transaction.update(users).set({ role: "administrator" }).where(active);
  await appendEvent(transaction, {
    type: "administrator-appointed",
    actor: "seeded" in right ? "system" : { kind: "administrator", userId },
    pseudonym: person.pseudonym,
    details: { through: "seeded" in right ? "demonstration" : "setup-link" },
  });
  return true;
}

async function useUp(transaction: Executor, tokenHash: string, userId: string): Promise<boolean> {
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
