import { sql } from "drizzle-orm";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";

/**
 * Does what a person with all rights on the database can do, because triggers do not stop them, and looks at it. Undone
 * afterwards.
 */
export async function tampering<Result>(
  { orm }: Pick<Database, "orm">,
  statements: readonly string[],
  look: (tx: Executor) => Promise<Result>,
): Promise<Result> {
  return undone(orm, async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const statement of statements) await tx.execute(sql.raw(statement));
    return look(tx);
  });
}

/** Runs work in a transaction that is rolled back. */
export async function undone<Result>(orm: Executor, work: (tx: Executor) => Promise<Result>): Promise<Result> {
  let seen: { result: Result } | undefined;
  const undo = new Error("undo");
  await orm
    .transaction(async (tx) => {
      seen = { result: await work(tx) };
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  if (!seen) throw new Error("It was not looked at.");
  return seen.result;
}

/** Writes the whole chain again over what is there now, as someone does who owns it. In the order in which it was. */
export const rewriteLedger = `
  do $$
  declare
    "ids" uuid[] := array(select (payload ->> 'event')::uuid from ledger_entry order by seq);
    "e" event;
    "one" uuid;
  begin
    delete from ledger_entry;
    foreach "one" in array "ids" loop
      select * into "e" from event where event.id = "one";
      perform append_ledger_entry("e");
    end loop;
  end $$`;
