import { isConsistent, isIncluded } from "@assent/transparency/merkle";
import { readCheckpoint } from "@assent/transparency/checkpoint";
import { verifyNote } from "@assent/transparency/note";
import { asc, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { appendEvent } from "./events.ts";
import { chainEntry } from "./ledger.ts";
import { addCheckpoint, checkpointOf, newestCheckpoint, witnessedSize } from "./ledger-checkpoints.ts";
import {
  consistencyProof,
  entryLeaf,
  growTree,
  inclusionProof,
  indexOfLeaf,
  leafAt,
  LedgerTreeError,
  treeRoot,
  treeSize,
} from "./ledger-tree.ts";
import { lock } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { ledgerEntry } from "../schema/ledger-entry.ts";
import { hashOf, logKey, makeCheckpoint, makeNoteKey } from "../testing/checkpoints.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows } from "../testing/dump.ts";

async function addEntries(executor: Executor, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await appendEvent(executor, { type: "controller-changed", actor: "system" });
}

/** Does what a person with all rights on the database can do, and leaves it so. */
const tamper = (executor: Executor, statement: string) =>
  executor.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(statement));
  });

describe("the tree over the ledger", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("is empty before there is an entry, and has no checkpoint", async () => {
    expect(await growTree(orm())).toBe(true);
    expect(await treeSize(orm())).toBe(0);
    expect(await addCheckpoint(orm(), () => Promise.reject(new Error("nothing to sign")))).toBeNull();
    expect(await newestCheckpoint(orm())).toBeNull();
  });

  test("grows by what is new, in batches, and proves every entry and every earlier tree", async () => {
    await addEntries(orm(), 3);
    expect(await growTree(orm(), { batch: 2 })).toBe(true);
    await addEntries(orm(), 10);
    expect(await growTree(orm(), { batch: 4, most: 8 })).toBe(false);
    expect(await treeSize(orm())).toBe(11);
    expect(await growTree(orm(), { batch: 4 })).toBe(true);
    const entries = await orm().select().from(ledgerEntry).orderBy(asc(ledgerEntry.seq));
    const size = entries.length;
    const root = await treeRoot(orm(), size);
    for (const entry of entries) {
      const [index, leaf] = [entry.seq - 1, entryLeaf(chainEntry(entry))];
      expect(isIncluded({ index, size, leaf, root, proof: await inclusionProof(orm(), index, size) })).toBe(true);
      expect(await indexOfLeaf(orm(), leaf)).toBe(index);
      expect(await leafAt(orm(), index)).toEqual(leaf);
    }
    for (let from = 1; from <= size; from += 1) {
      const trees = { from, to: size, fromRoot: await treeRoot(orm(), from), toRoot: root };
      expect(isConsistent({ ...trees, proof: await consistencyProof(orm(), from, size) })).toBe(true);
    }
    expect(await leafAt(orm(), size)).toBeNull();
    expect(await indexOfLeaf(orm(), root)).toBeNull();
  });

  test("has fewer than two nodes for each entry, and adds none twice", async () => {
    const { ledger_node: nodes = 0, ledger_entry: entries = 0 } = await countRows(orm());
    expect(nodes).toBeLessThan(2 * entries);
    await Promise.all([growTree(orm()), growTree(orm()), growTree(orm())]);
    expect((await countRows(orm()))["ledger_node"]).toBe(nodes);
  });

  test("does not wait for decisions that are being committed, and they do not wait for it", async () => {
    const size = await treeSize(orm());
    await orm().transaction(async (tx) => {
      await appendEvent(tx, { type: "controller-changed", actor: "system" });
      // The lock of the ledger is held from here on.
      await tx.execute(sql`set constraints event_is_recorded immediate`);
      expect(await growTree(orm())).toBe(true);
    });
    expect(await treeSize(orm())).toBe(size);
    await orm().transaction(async (tx) => {
      await lock(tx, "ledger-tree");
      await addEntries(orm(), 1);
    });
    expect(await growTree(orm())).toBe(true);
    expect(await treeSize(orm())).toBe(size + 2);
  });

  test("is signed once for each size, and its checkpoints stay", async () => {
    const first = await makeCheckpoint(database());
    expect(await makeCheckpoint(database())).toEqual(first);
    await addEntries(orm(), 1);
    const second = await makeCheckpoint(database(), { witnessed: true });
    expect(second.size).toBe(first.size + 1);
    expect(await checkpointOf(orm(), first.size)).toEqual(first);
    expect(await checkpointOf(orm(), first.size - 1)).toBeNull();
    expect(await witnessedSize(orm(), "witness.example")).toBe(second.size);
    expect(await witnessedSize(orm(), "another.example")).toBe(0);
    const newest = readCheckpoint((await newestCheckpoint(orm()))?.note ?? "");
    expect(newest?.note.signatures.map(({ name }) => name)).toEqual(["log.example/ledger", "witness.example"]);
    expect(newest && (await verifyNote(newest.note, [makeNoteKey("other").key, logKey]))).toEqual([logKey]);
    expect(newest).toMatchObject({ size: second.size, root: hashOf(second.root) });
  });

  test.each(["ledger_node", "ledger_checkpoint", "ledger_cosignature", "ledger_timestamp"])(
    "%s refuses changes, also by the owner",
    async (table) => {
      const column = table === "ledger_node" ? "level" : "size";
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ])
        await expect(orm().execute(sql.raw(statement))).rejects.toMatchObject({ code: "23001" });
    },
  );

  test("is not signed any more once an entry since the last time does not fit", async () => {
    await addEntries(orm(), 2);
    const size = await treeSize(orm());
    const changed = `update ledger_entry set kind = 'purpose-created' where seq = ${size + 2}`;
    await tamper(orm(), changed);
    await expect(growTree(orm())).rejects.toEqual(new LedgerTreeError("ledger-broken", size + 2));
    await tamper(orm(), changed.replace("purpose-created", "controller-changed"));
    expect(await growTree(orm())).toBe(true);
  });

  test("is not signed any more once a node that was signed is another one", async () => {
    const { size } = await makeCheckpoint(database());
    const zero = `${"A".repeat(43)}=`;
    const top = "level = (select max(level) from ledger_node)";
    const [node] = await orm().execute<{ hash: string }>(sql.raw(`select hash from ledger_node where ${top}`));
    await tamper(orm(), `update ledger_node set hash = '${zero}' where ${top}`);
    await addEntries(orm(), 1);
    await expect(makeCheckpoint(database())).rejects.toEqual(new LedgerTreeError("root-changed", size));
    await tamper(orm(), `update ledger_node set hash = '${node?.hash}' where ${top}`);
  });

  test("is not signed any more once the tail of the ledger is cut", async () => {
    const { size } = await makeCheckpoint(database());
    await tamper(orm(), `delete from ledger_entry where seq >= ${size}`);
    await expect(growTree(orm())).rejects.toEqual(new LedgerTreeError("ledger-shorter", size));
  });
});
