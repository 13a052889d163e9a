import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appendEvent } from "@assent/database/audit/events";
import { newestCheckpoint } from "@assent/database/audit/ledger-checkpoints";
import { addFirstSigningKey } from "@assent/database/audit/signing-keys";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newSigningKey } from "@/platform/signing/new-signing-key";
import { runProgram, useCommands } from "./testing";

const withDatabase = useCommands("http://localhost:3010");
let folder: string;
let note: string;
const run = (...args: string[]) => runProgram("verify-ledger.ts", folder, ...args);

beforeAll(async () => {
  vi.stubEnv("DEMO", "off");
  const { signLedger } = await import("@/platform/checkpoints/checkpoints");
  folder = await mkdtemp(join(tmpdir(), "assent-ledger-"));
  await withDatabase(async (database) => {
    const secret = "for these tests only 0123456789ab";
    await addFirstSigningKey(database.orm, await newSigningKey(secret, "checkpoint"), "checkpoint");
    await appendEvent(database.orm, { type: "controller-changed", actor: "system" });
    await signLedger(database);
    note = (await newestCheckpoint(database.orm))?.note ?? "";
  });
  await writeFile(join(folder, "checkpoint.txt"), note);
  await writeFile(join(folder, "other.txt"), note.replace("localhost:3010", "localhost:3011"));
  await writeFile(join(folder, "nothing.txt"), "nothing");
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

test("writes what the ledger covers, and compares it with a checkpoint that was kept", async () => {
  const { code, out, err } = await run("--records", "records.jsonl", "--checkpoint", "checkpoint.txt");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^The ledger is intact\. Entries: 2\. /);
  const rows = (await readFile(join(folder, "records.jsonl"), "utf8")).trimEnd().split("\n");
  expect(rows.map((row) => Object.keys(JSON.parse(row) as object)[0])).toEqual([
    ...["verifierKey", "checkpoint", "entry", "entry"],
  ]);
}, 30_000);

test("says what is wrong with a file", async () => {
  expect(await run("--checkpoint", "other.txt")).toMatchObject({
    ...{ code: 1, err: "no key of this ledger signed that checkpoint\n" },
  });
  expect((await run("--checkpoint", "nothing.txt")).err).toBe(
    "--checkpoint needs a file with a checkpoint or a ledger proof\n",
  );
}, 30_000);
