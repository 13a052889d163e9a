import { sql } from "drizzle-orm";
import type { Executor } from "./orm.ts";

/**
 * What can be locked, each with its own number space. Changing a number lets an old and a new server run past each other.
 * The ledger's is taken by the database itself, at the commit of an event: migrations/0002_proof.sql.
 */
const spaces = {
  migrations: 0x61730001,
  identity: 0x61730002,
  administrator: 0x61730003,
  ledger: 0x61730004,
  "signing-key": 0x61730005,
} as const;

/**
 * Waits until nobody else holds this lock, and holds it until the transaction ends. Two keys may share a lock by accident
 * of hashing; that costs a wait and nothing else.
 */
export async function lock(transaction: Executor, space: keyof typeof spaces, key = ""): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(${spaces[space]}::int, hashtext(${key}))`);
}

/**
 * Locks what is asked of people: held while purposes change, and held for reading (FOR SHARE) while a decision is stored.
 * It covers purposes that do not exist yet, which locking purposes could not.
 */
export async function lockWhatIsAsked(transaction: Executor): Promise<void> {
  await transaction.execute(sql`select 1 from identity_provider order by id for no key update`);
}
