import { type Server, startServer } from "@assent/testkit/server";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { noLimits, requestLimits } from "./limits.ts";
import { type Database, databaseOn } from "./open.ts";
import type { Executor } from "./orm.ts";
import { openPostgres } from "./postgres.ts";
import { freeze, lineTo } from "../testing/faults.ts";
import { useDatabase } from "../testing/databases.ts";

// A database that was frozen or behind a dead network kept every request waiting forever, and the health check too.
const limits = { statementMs: 600, lockMs: 300, idleInTransactionMs: 500, answerMs: 900, poolMs: 200 };
const gone = { name: "DatabaseError", isUnavailable: true };

function addressOf(url: string): string {
  const address = new URL(url);
  address.searchParams.set("connect_timeout", "1");
  return address.href;
}

async function opened(url: string, poolSize = 3): Promise<Database> {
  const database = databaseOn(await openPostgres(addressOf(url), { poolSize, limits }));
  onTestFinished(() => database.close());
  return database;
}

// drizzle begins a statement when it is awaited, which is at once here.
const one = async (orm: Executor) => await orm.execute(sql`select 1 as one`);
const sleep = async (orm: Executor, seconds: number) => await orm.execute(sql.raw(`select pg_sleep(${seconds})`));

/** How it failed, and how long that took. */
async function failure(work: () => Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const began = performance.now();
  const error = await work().then(
    () => expect.fail("It worked."),
    (thrown: unknown) => thrown,
  );
  return { error, ms: performance.now() - began };
}

describe("a database that answers", () => {
  const database = useDatabase();

  test("gives up a statement that takes too long, and serves the next one", async () => {
    const { orm } = await opened(database().url);
    const { error, ms } = await failure(() => sleep(orm, 30));
    expect(error).toMatchObject({ ...gone, code: "57014" });
    expect(ms).toBeLessThan(5000);
    expect(await one(orm)).toEqual([{ one: 1 }]);
  });

  test("gives up waiting for a lock", async () => {
    const { orm } = await opened(database().url);
    const { orm: other } = database();
    await other.transaction(async (tx) => {
      await tx.execute(sql`lock table users`);
      const { error } = await failure(() => orm.execute(sql`select count(*) from users`));
      expect(error).toMatchObject({ ...gone, code: "55P03" });
    });
  });

  test("ends a transaction in which nothing happens, and its work learns of it", async () => {
    const { orm } = await opened(database().url);
    const { error, ms } = await failure(() =>
      orm.transaction(async (tx) => {
        await one(tx);
        await new Promise(() => undefined);
      }),
    );
    expect(error).toMatchObject(gone);
    expect(ms).toBeLessThan(5000);
  });

  test("does not let a request wait forever for a connection", async () => {
    const { orm } = await opened(database().url, 2);
    const busy = [0, 1].map(() => sleep(orm, 30).catch(() => null));
    const { error } = await failure(() => one(orm));
    expect(error).toMatchObject({ ...gone, code: "POOL_TIMEOUT" });
    await Promise.all(busy);
    expect(await one(orm)).toEqual([{ one: 1 }]);
  });

  test("is not taken for dead while it answers one statement after another", async () => {
    const { orm } = await opened(database().url, 1);
    // Handed over together, so the last one begins when its own time would be over.
    await orm.transaction((tx) => Promise.all([sleep(tx, 0.5), sleep(tx, 0.5), sleep(tx, 0.5)]));
  });

  test("gives a job no limit, whatever the address, the role or the database says", async () => {
    const { orm } = database();
    const { pathname } = new URL(database().url);
    await orm.execute(sql.raw(`alter database "${pathname.slice(1)}" set statement_timeout = '5s'`));
    const asked = `${database().url}?statement_timeout=20000`;
    const job = databaseOn(await openPostgres(asked, { poolSize: 1, limits: noLimits }));
    onTestFinished(() => job.close());
    expect(await job.orm.execute(sql`select current_setting('statement_timeout') as is`)).toEqual([{ is: "0" }]);
    await orm.execute(sql.raw(`alter database "${pathname.slice(1)}" reset statement_timeout`));
  });

  // The one that opened it had given up, and its connection was never released: after ten of those no request was served any more.
  test("a connection that opens too late for one request serves the next", async () => {
    const line = await lineTo(database().url);
    onTestFinished(() => line.close());
    const { orm } = await opened(line.url, 1);
    const lost = orm.execute(sql`select pg_sleep(0.1), pg_terminate_backend(pg_backend_pid())`).catch(() => null);
    line.slowDown(500);
    const [waiting] = await Promise.all([failure(() => one(orm)), lost]);
    expect(waiting.error).toMatchObject({ ...gone, code: "POOL_TIMEOUT" });
    await expect.poll(() => one(orm).catch(() => null), { timeout: 5000, interval: 50 }).toEqual([{ one: 1 }]);
  });

  test("gives a command all the time it needs", async () => {
    const { orm } = await opened(database().url);
    const settings = sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`;
    expect(await orm.execute(settings)).toEqual([{ statement: "600ms", lock: "300ms" }]);
    expect(await database().orm.execute(settings)).toEqual([{ statement: "0", lock: "0" }]);
  });

  // postgres.js 3.4.9 can let two transactions into one connection when its pipeline is full: its issues 823 and 1189. Seen
  // once in 1,500 first sign-ins at fifty at a time. A short pipeline made it certain.
  test("transactions never meet on one connection, however full it is", async () => {
    const { orm } = await opened(`${database().url}?max_pipeline=2`);
    const inTransaction = () =>
      orm.transaction(async (tx) => {
        const [first] = await tx.execute<{ id: string }>(sql`select pg_current_xact_id()::text as id`);
        const [second] = await tx.execute<{ id: string }>(sql`select pg_current_xact_id()::text as id`);
        expect(second).toEqual(first);
        return first?.id;
      });
    for (let round = 0; round < 10; round += 1) {
      const sleeping = Array.from({ length: 6 }, () => sleep(orm, 0.02));
      await new Promise(setImmediate);
      const ids = await Promise.all(Array.from({ length: 6 }, inTransaction));
      await Promise.all(sleeping);
      expect(new Set(ids).size).toBe(6);
    }
  });
});

describe("a server that goes silent", () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const faults = {
    "frozen in the middle of its work": async () => ({
      url: server.url,
      begin: () => freeze(server.directory, "SIGSTOP"),
      end: () => freeze(server.directory, "SIGCONT"),
    }),
    "behind a network that swallows everything": async () => {
      const line = await lineTo(server.url);
      onTestFinished(() => line.close());
      return { url: line.url, begin: async () => line.swallow(), end: async () => line.restore() };
    },
  };

  test.each(Object.entries(faults))(
    "%s fails what waits, then at once, and serves again by itself",
    async (_, make) => {
      const { url, begin, end } = await make();
      const { orm } = await opened(url);
      // All connections of the pool are open, and none of them will ever answer again behind the network.
      await Promise.all([sleep(orm, 0.05), sleep(orm, 0.05), sleep(orm, 0.05)]);
      await begin();
      const first = await Promise.all([
        failure(() => one(orm)),
        failure(() => orm.transaction((tx) => one(tx))),
        failure(() => one(orm)),
        failure(() => one(orm)),
      ]);
      for (const { error, ms } of first) {
        expect(error).toMatchObject(gone);
        expect(ms).toBeLessThan(3000);
      }
      // One request tries to connect. The others fail within a moment.
      const later = await Promise.all(Array.from({ length: 20 }, () => failure(() => one(orm))));
      for (const { error, ms } of later) {
        expect(error).toMatchObject(gone);
        expect(ms).toBeLessThan(1800);
      }
      await end();
      await expect.poll(() => one(orm).catch(() => null), { timeout: 5000, interval: 50 }).toEqual([{ one: 1 }]);
      const after = await Promise.allSettled(Array.from({ length: 20 }, () => one(orm)));
      expect(after.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => "fulfilled"));
    },
  );

  test("connections that died while they were unused cost one deadline and not one each", async () => {
    const line = await lineTo(server.url);
    onTestFinished(() => line.close());
    const { orm } = await opened(line.url, 10);
    await Promise.all(Array.from({ length: 10 }, () => sleep(orm, 0.1)));
    line.swallow();
    line.restore();
    const { error } = await failure(() => one(orm));
    expect(error).toMatchObject({ ...gone, code: "CONNECTION_TIMEOUT" });
    expect(await one(orm)).toEqual([{ one: 1 }]);
  });
});

describe("a server without room for more connections", () => {
  test("is used with those that are there", async () => {
    const server = await startServer({ max_connections: 8, superuser_reserved_connections: 0, max_wal_senders: 0 });
    onTestFinished(() => server.stop());
    const limits = { ...requestLimits(server.url), poolMs: 20_000 };
    const database = databaseOn(await openPostgres(`${server.url}?connect_timeout=20`, { poolSize: 30, limits }));
    onTestFinished(() => database.close());
    const { orm } = database;
    const all = await Promise.all(Array.from({ length: 30 }, () => one(orm).catch((error: unknown) => error)));
    expect(all).toEqual(Array.from({ length: 30 }, () => [{ one: 1 }]));
  });
});

describe("what a person waits for", () => {
  test.each([
    ["postgres://u:p@h/d", 7000, 8000],
    ["postgres://u:p@h/d?statement_timeout=20000", 20_000, 21_000],
    ["postgres://u:p@h/d?sslmode=require&statement_timeout=0", 0, null],
  ])("%s: a live server is never taken for dead", (url, statementMs, answerMs) => {
    expect(requestLimits(url)).toMatchObject({ statementMs, answerMs });
  });
});
