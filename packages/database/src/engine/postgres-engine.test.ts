import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { type Server, startServer } from "@assent/testkit/server";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DatabaseError } from "./database-error.ts";
import { migrate } from "./migrate.ts";
import { type Database, openDatabase } from "./open.ts";
import type { Executor } from "./orm.ts";
import { provision } from "../provisioning/provision.ts";
import { findReceipt } from "../audit/receipts.ts";
import { useDatabase } from "../testing/databases.ts";
import { makeDecision, makeProvider, makePurpose } from "../testing/factories.ts";

const lost = { name: "DatabaseError", isConnectionLost: true };

// Without our handling, each of these ends the process with an exception that cannot be caught; vitest reports those.
describe("a transaction that loses its connection", () => {
  const database = useDatabase();

  beforeAll(() => database().orm.execute(sql`create table note (words text)`));

  const write = (orm: Executor, words: string) => orm.execute(sql`insert into note values (${words})`);
  const read = () => database().orm.execute<{ words: string }>(sql`select words from note order by words`);

  async function terminate(transaction: Executor): Promise<void> {
    const [row] = await transaction.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await database().orm.execute(sql`select pg_terminate_backend(${row?.pid})`);
  }

  test("during a statement fails, and the next one works", async () => {
    const failed = database().orm.transaction(async (tx) => {
      await write(tx, "never");
      await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(failed).rejects.toMatchObject(lost);
    expect(await read()).toEqual([]);
  });

  test("during several statements fails", async () => {
    const failed = database().orm.transaction(async (tx) => {
      await Promise.all([
        write(tx, "a"),
        tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`),
        write(tx, "b"),
      ]);
    });
    await expect(failed).rejects.toMatchObject(lost);
    expect(await read()).toEqual([]);
  });

  test("inside a savepoint fails as a whole, even if the work continues", async () => {
    const failed = database().orm.transaction(async (tx) => {
      await tx
        .transaction((inner) => inner.execute(sql`select pg_terminate_backend(pg_backend_pid())`))
        .catch(() => null);
      await write(tx, "never").catch(() => null);
    });
    await expect(failed).rejects.toMatchObject(lost);
    expect(await read()).toEqual([]);
  });

  test("between two statements does not run the second one at all", async () => {
    let after: unknown;
    const failed = database().orm.transaction(async (tx) => {
      await write(tx, "never");
      await terminate(tx);
      // Other statements fill the pool, so that a statement that is sent by mistake would get a connection.
      await Promise.all(Array.from({ length: 40 }, () => database().orm.execute(sql`select pg_sleep(0.01)`)));
      after = await write(tx, "never").catch((error: unknown) => error);
    });
    await expect(failed).rejects.toMatchObject(lost);
    await expect.poll(() => after).toBeInstanceOf(DatabaseError);
    expect(await read()).toEqual([]);
  });

  test("does not affect other transactions", async () => {
    const both = Array.from({ length: 10 }, (_, index) =>
      database().orm.transaction(async (tx) => {
        await write(tx, `kept ${index}`);
        if (index === 0) await terminate(tx);
        await tx.execute(sql`select pg_sleep(0.2)`);
        await write(tx, `kept ${index} too`);
      }),
    );
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", ...Array.from({ length: 9 }, () => "fulfilled")]);
    expect((await read()).length).toBe(18);
  });
});

describe("a proxy whose server is gone", () => {
  const direct = useDatabase();

  test("fails statements and transactions in time, and serves again when the server is back", async () => {
    const { hostname, port } = new URL(direct().url);
    const sockets = new Set<Socket>();
    let up = true;
    const proxy = createServer((socket) => {
      if (!up) return socket.destroy();
      const server = connect(Number(port), hostname);
      for (const each of [socket, server]) {
        sockets.add(each);
        each.on("error", () => undefined);
      }
      return socket.pipe(server).pipe(socket);
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const address = proxy.address();
    const url = new URL(direct().url);
    url.port = String(typeof address === "object" ? address?.port : "");
    url.searchParams.set("connect_timeout", "1");

    const database = await openDatabase({ url: url.href, poolSize: 3 });
    const one = () => database.orm.execute(sql`select 1 as one`);
    expect(await one()).toEqual([{ one: 1 }]);
    up = false;
    for (const socket of sockets) socket.destroy();
    const outcomes = await Promise.allSettled([one(), database.orm.transaction(one), one()]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: "rejected", reason: lost });
    up = true;
    await expect.poll(() => one().catch(() => null), { timeout: 10_000 }).toEqual([{ one: 1 }]);
    await database.close();
    proxy.close();
  });
});

describe("a server that crashes", () => {
  let server: Server;
  let database: Database;

  beforeAll(async () => {
    server = await startServer();
    database = await openDatabase({ url: server.url, poolSize: 10 });
    await migrate(database);
  });
  afterAll(async () => {
    await database.close();
    await server.stop();
  });

  test("fails what is under way, keeps what was acknowledged, and is used again when it is back", async () => {
    await makePurpose(database);
    const provider = await makeProvider(database);
    const inputs = await Promise.all(Array.from({ length: 60 }, () => makeDecision(database, provider)));
    let crashing: Promise<void> | undefined;
    const outcomes = await Promise.allSettled(
      inputs.map(async (input, index) => {
        const result = await provision(database, input);
        if (index === 5) crashing = server.crash();
        return result;
      }),
    );
    await crashing;
    expect(crashing).toBeDefined();

    const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures) expect(failure).toMatchObject(lost);

    // The same pending sign-ins again: a decision whose reply was lost is already stored, and all others are stored
    // now.
    await expect.poll(() => database.orm.execute(sql`select 1 as one`).catch(() => null)).toEqual([{ one: 1 }]);
    for (const [index, input] of inputs.entries()) {
      const outcome = outcomes[index];
      const again = await provision(database, input);
      if (outcome?.status === "fulfilled") expect(again).toEqual({ ok: false, code: "already-used" });
      expect(await findReceipt(database.orm, input.receiptNumber)).not.toBeNull();
    }
  });
});
