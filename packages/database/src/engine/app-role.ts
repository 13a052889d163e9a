import { sql } from "drizzle-orm";
import { lock } from "./locks.ts";
import type { Executor } from "./orm.ts";

/** These tables are append-only: even the app's role may not change or delete rows. */
const proof = [
  "receipt",
  "receipt_item",
  "receipt_signature",
  "event",
  "ledger_node",
  "ledger_checkpoint",
  "ledger_cosignature",
  "ledger_timestamp",
];

/**
 * Grants the app's role only what its pages need in the tables of this database. The role cannot change or delete
 * proof, even without the triggers, and can add to the ledger only by adding an event. For the owner of the tables,
 * after each migration; `role` must exist. A second call changes nothing. Errors: DatabaseError.
 */
export async function grantAppRole(executor: Executor, role: string): Promise<void> {
  const name = sql.identifier(role);
  await executor.transaction(async (tx) => {
    // PostgreSQL refuses concurrent changes of the same catalogue rows, as instances that start together would make.
    await lock(tx, "migrations");
    await tx.execute(sql`revoke all on all tables in schema public from ${name}`);
    await tx.execute(sql`grant usage on schema public to ${name}`);
    await tx.execute(sql`grant select, insert, update, delete on all tables in schema public to ${name}`);
    // The role reads here that there is nothing to migrate.
    await tx.execute(sql`grant usage on schema drizzle to ${name}`);
    await tx.execute(sql`grant select on drizzle.__drizzle_migrations to ${name}`);
    for (const table of proof) await tx.execute(sql`revoke update, delete on ${sql.identifier(table)} from ${name}`);
    await tx.execute(sql`revoke insert, update, delete on ledger_entry from ${name}`);
    await tx.execute(sql`revoke insert, delete on outbox from ${name}`);
    // Of a public key it may only say that it is out of use, and seal the private one again.
    for (const keys of [sql`signing_key`, sql`checkpoint_key`]) {
      await tx.execute(sql`revoke update, delete on ${keys} from ${name}`);
      await tx.execute(sql`grant update (retired_at, private_key_sealed) on ${keys} to ${name}`);
    }
  });
}
