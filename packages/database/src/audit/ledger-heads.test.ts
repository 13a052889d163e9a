import { readCheckpoint } from "@assent/transparency/checkpoint";
import { verifyNote } from "@assent/transparency/note";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { appendEvent } from "./events.ts";
import { verifyLedger } from "./ledger.ts";
import { findWrongHead } from "./ledger-heads.ts";
import type { Executor } from "../engine/orm.ts";
import { logKey, makeCheckpoint } from "../testing/checkpoints.ts";
import { useDatabase } from "../testing/databases.ts";

const isSigned = async ({ note }: NonNullable<ReturnType<typeof readCheckpoint>>) =>
  (await verifyNote(note, [logKey])) !== null;

describe("the heads that were signed", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const sizes: number[] = [];

  beforeAll(async () => {
    for (const count of [3, 4, 2]) {
      for (let i = 0; i < count; i += 1) await appendEvent(orm(), { type: "controller-changed", actor: "system" });
      sizes.push((await makeCheckpoint(database())).size);
    }
  });

  /** Does what a person with all rights on the database can do; undone afterwards. */
  async function after(statements: readonly string[], look: (tx: Executor) => Promise<unknown>): Promise<void> {
    const undo = new Error("undo");
    const done = orm().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      for (const statement of statements) await tx.execute(sql.raw(statement));
      await look(tx);
      throw undo;
    });
    await expect(done).rejects.toBe(undo);
  }

  /** Writes the ledger anew from this entry on, so that every hash and every link is right. */
  const rewritten = (from: number) => [
    `update event set details = '{"x": 1}' where id = (select (payload ->> 'event')::uuid from ledger_entry where seq = ${from})`,
    `do $$ declare e record; before text; p jsonb; begin
       select hash into before from ledger_entry where seq = ${from - 1};
       for e in select l.seq, l.at, l.kind, v.id from ledger_entry l join event v on v.id = (l.payload ->> 'event')::uuid where l.seq >= ${from} order by l.seq loop
         p := (select jsonb_build_object('event', id, 'eventHash', event_digest(event)) from event where id = e.id);
         update ledger_entry set payload = p, previous_hash = before, hash = json_digest(jsonb_build_object('entry', jsonb_build_object('seq', e.seq, 'at', json_instant(e.at), 'kind', e.kind, 'payload', p), 'previous', before)) where seq = e.seq;
         select hash into before from ledger_entry where seq = e.seq;
       end loop; end $$`,
  ];

  test("are those of the ledger", async () => {
    expect(await findWrongHead(orm(), { isSigned, batch: 2 })).toBeNull();
  });

  test("find a tail that was rewritten consistently, which the chain alone does not", async () => {
    const from = (sizes[1] ?? 0) - 1;
    await after(rewritten(from), async (tx) => {
      expect(await verifyLedger(tx)).toMatchObject({ ok: true });
      expect(await findWrongHead(tx, { isSigned })).toEqual({ problem: "checkpoint-differs", size: sizes[1] });
    });
  });

  test("find a tail that was cut, with its events", async () => {
    const last = sizes[2] ?? 0;
    const cut = [
      `delete from event where id = (select (payload ->> 'event')::uuid from ledger_entry where seq = ${last})`,
      `delete from ledger_entry where seq = ${last}`,
    ];
    await after(cut, async (tx) => {
      expect(await verifyLedger(tx)).toMatchObject({ ok: true });
      expect(await findWrongHead(tx, { isSigned })).toEqual({ problem: "checkpoint-ahead", size: last });
    });
  });

  test("were signed by us, and stay what they were", async () => {
    const [first = 0, second = 0, third = 0] = sizes;
    const swapped = `update ledger_checkpoint set note = (select note from ledger_checkpoint where size = ${second}) where size = ${third}`;
    const changed = `update ledger_checkpoint set root = '${"A".repeat(43)}=', note = replace(note, root, '${"A".repeat(43)}=') where size = ${first}`;
    for (const [statement, size] of [
      [swapped, third],
      [changed, first],
    ] as const)
      await after([statement], async (tx) =>
        expect(await findWrongHead(tx, { isSigned })).toEqual({ problem: "checkpoint-unsigned", size }),
      );
  });

  test("are found by a kept one even if their own rows are gone with the tail", async () => {
    const kept = readCheckpoint((await makeCheckpoint(database())).note);
    const last = sizes[2] ?? 0;
    const gone = [...rewritten(last), "delete from ledger_checkpoint", "delete from ledger_node"];
    await after(gone, async (tx) => {
      expect(await findWrongHead(tx, { isSigned })).toBeNull();
      expect(await findWrongHead(tx, { isSigned, kept })).toEqual({ problem: "checkpoint-differs", size: last });
    });
  });
});
