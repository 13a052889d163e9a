import { eq, sql } from "drizzle-orm";
import type { Executor } from "./orm.ts";
import { users, type UserStatus } from "../schema/users.ts";

/**
 * What can be locked, each with its own number space. If a number changed, an old and a new server would not wait for
 * each other. The ledger's is taken by the database itself, at the commit of an event: migrations/0002_proof.sql.
 */
const spaces = {
  migrations: 0x61730001,
  identity: 0x61730002,
  administrator: 0x61730003,
  ledger: 0x61730004,
  "signing-key": 0x61730005,
  retention: 0x61730006,
  "decision-days": 0x61730007,
  "oidc-keys": 0x61730008,
  "closed-subject-key": 0x61730009,
  demonstration: 0x6173000a,
  "ledger-tree": 0x6173000b,
} as const;

/**
 * Waits for this lock and holds it until the transaction ends. Two keys can share a lock if their hashes are equal,
 * which only makes one wait longer.
 */
export async function lock(transaction: Executor, space: keyof typeof spaces, key = ""): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(${spaces[space]}::int, hashtext(${key}))`);
}

/** A locked account. `pseudonym` is null once it is closed. */
export interface LockedPerson {
  readonly pseudonym: string | null;
  readonly status: UserStatus;
}

/**
 * Locks an account until the transaction ends. Every change of the values or grants of an account
 * takes this lock first, so refreshing, withdrawing and closing run one after the other. Null for an unknown account.
 */
export async function lockPerson(transaction: Executor, userId: string): Promise<LockedPerson | null> {
  const [person] = await transaction
    .select({ pseudonym: users.pseudonym, status: users.status })
    .from(users)
    .where(eq(users.id, userId))
    .for("no key update");
  return person ?? null;
}

/**
 * Locks the set of questions: exclusively while purposes change, and for reading (FOR SHARE) while a decision is
 * stored. It covers purposes that do not exist yet, which locking purposes could not.
 */
export async function lockPurposes(transaction: Executor): Promise<void> {
  await transaction.execute(sql`select 1 from identity_provider order by id for no key update`);
}
