import "server-only";
import { type Database, isReachable } from "@assent/database/engine/open";

/**
 * The one open handle. It lives on globalThis because the bundler may load this module more than once in a process, and
 * each further handle would open its own connections.
 */
const holder = globalThis as typeof globalThis & { assentDatabase?: Database };

export function setDatabase(database: Database): void {
  holder.assentDatabase = database;
}

/** The database that instrumentation.ts opened. Throws if it was never opened, which is a bug. */
export function database(): Database {
  if (!holder.assentDatabase) throw new Error("The database is not open");
  return holder.assentDatabase;
}

/** Callers give up after a few seconds and take a process that has not answered for dead. */
const healthMs = 1500;

/** Whether this process can serve: the database answers in time. */
export function isHealthy(): Promise<boolean> {
  const late = new Promise<false>((tell) => setTimeout(tell, healthMs, false).unref());
  return Promise.race([isReachable(database()).catch(() => false), late]);
}
