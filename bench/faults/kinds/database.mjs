// Faults of PostgreSQL.
import { setTimeout as delay } from "node:timers/promises";
import { commits, onFirst } from "./moments.mjs";

/** Runs `during` with a superuser's connection that holds what `begin` took. */
async function holding(cluster, statement, ms) {
  const sql = cluster.server.connect();
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(statement);
      await delay(ms);
    });
  } finally {
    await sql.end();
  }
}

async function administer(cluster, ...statements) {
  const sql = cluster.server.connect();
  for (const statement of statements) await sql.unsafe(statement);
  await sql.end();
}

const useSegment = "select pg_logical_emit_message(false, 'faults', 'used'), pg_switch_wal()";

/** Fails if the disk was not felt. */
async function onFullDisk({ server }, during) {
  const felt = () => server.said("No space left on device");
  const before = felt();
  server.fillDisk();
  await during();
  server.emptyDisk();
  if (felt() === before) throw new Error("the server found room");
}

const terminateAll = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'assent'";

/** `kill -9` of the server when a transaction has come to this moment. */
const killedAt = (moment) => async (cluster) => {
  const killing = [];
  await onFirst(cluster.lines, moment, () => {
    killing.push(cluster.server.kill());
    return "cut";
  });
  await Promise.all(killing);
};

/** @type {import("../kinds.mjs").Kind[]} */
export const databaseFaults = [
  {
    name: "database: kill -9 of the server",
    run: async (cluster, random) => {
      await delay(random.between(200, 1500));
      await cluster.server.kill();
    },
  },
  { name: "database: kill -9 before COMMIT", run: killedAt({ moment: "asked", ...commits }) },
  { name: "database: kill -9 after COMMIT, before its reply", run: killedAt({ moment: "answered", ...commits }) },
  {
    name: "database: kill -9 of one backend",
    run: async (cluster, random) => {
      await delay(random.between(200, 1000));
      await cluster.server.killOneBackend();
      await delay(500);
    },
  },
  {
    name: "database: immediate stop",
    run: async (cluster, random) => {
      await delay(random.between(200, 1500));
      await cluster.server.stop("SIGQUIT");
    },
  },
  {
    name: "database: fast stop",
    run: async (cluster, random) => {
      await delay(random.between(200, 1500));
      await cluster.server.stop("SIGINT");
    },
  },
  {
    name: "database: frozen for three seconds",
    run: async (cluster) => {
      cluster.server.freeze();
      await delay(3000);
      cluster.server.thaw();
    },
  },
  {
    name: "database: all connections terminated",
    run: async (cluster, random) => {
      for (let times = 0; times < 3; times += 1) {
        await delay(random.between(100, 700));
        await administer(cluster, terminateAll);
      }
    },
  },
  {
    name: "database: read only",
    run: async (cluster) => {
      await administer(cluster, "alter system set default_transaction_read_only = on", "select pg_reload_conf()");
      await delay(2000);
      await administer(cluster, "alter system reset default_transaction_read_only", "select pg_reload_conf()");
    },
  },
  {
    name: "database: connections used up",
    run: async (cluster) => {
      // Others take all that the app's role may have, while its own are gone.
      const others = Array.from({ length: 55 }, () => cluster.server.asApp());
      await administer(cluster, terminateAll);
      await Promise.all(others.map((sql) => sql`select 1`.catch(() => null)));
      await delay(2000);
      await Promise.all(others.map((sql) => sql.end({ timeout: 1 })));
    },
  },
  {
    name: "database: users locked",
    run: (cluster) => holding(cluster, "lock table users in access exclusive mode", 2500),
  },
  {
    name: "database: purposes locked",
    run: (cluster) => holding(cluster, "select from purpose for update", 2500),
  },
  {
    name: "database: disk full",
    needs: (cluster) => cluster.server.hasOwnDisk,
    run: (cluster) => onFullDisk(cluster, () => delay(3000)),
  },
  {
    name: "database: disk full, with no room for its log",
    needs: (cluster) => cluster.server.hasOwnDisk,
    run: (cluster) =>
      onFullDisk(cluster, async () => {
        // Uses up the segments of the write-ahead log that are there, until the server gives up.
        await administer(cluster, ...Array.from({ length: 8 }, () => useSegment)).catch(() => null);
        await delay(1500);
      }),
  },
];
