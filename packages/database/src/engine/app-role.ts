import { sql } from "drizzle-orm";
import { lock } from "./locks.ts";
import type { Executor } from "./orm.ts";

/** Written once: not even the app's own role may change or delete them. */
const proof = ["receipt", "receipt_item", "event"];

/**
 * Gives the app's role what its pages need in the tables of this database, and no more: nothing of proof can be changed
 * or deleted with it, whatever the triggers do, and the ledger cannot even be added to but through an event. For the
 * owner of the tables, after each migration; `role` exists already. Again, it changes nothing. Errors: DatabaseError.
 */
export async function grantAppRole(executor: Executor, role: string): Promise<void> {
  const name = sql.identifier(role);
  await executor.transaction(async (tx) => {
    // Instances that start together would otherwise change the same rows of the catalogue, which PostgreSQL refuses.
    await lock(tx, "migrations");
    await tx.execute(sql`revoke all on all tables in schema public from ${name}`);
    await tx.execute(sql`grant usage on schema public to ${name}`);
    await tx.execute(sql`grant select, insert, update, delete on all tables in schema public to ${name}`);
    // By this it knows that there is nothing to migrate.
    await tx.execute(sql`grant usage on schema drizzle to ${name}`);
    await tx.execute(sql`grant select on drizzle.__drizzle_migrations to ${name}`);
    for (const table of proof) await tx.execute(sql`revoke update, delete on ${sql.identifier(table)} from ${name}`);
    await tx.execute(sql`revoke insert, update, delete on ledger_entry from ${name}`);
    await tx.execute(sql`revoke insert, delete on outbox from ${name}`);
  });
}
