import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite, type PGliteOptions, type Transaction, types } from "@electric-sql/pglite";
import { DatabaseOpenError } from "./database-error.ts";
import type { Engine, OpenEngine, Statement } from "./engine.ts";
import { lockDirectory } from "./owner-lock.ts";

const options: PGliteOptions = { parsers: { [types.INT8]: Number } };

/**
 * PostgreSQL compiled to WebAssembly, in `dataDir/database`, for one process at a time.
 * Errors: DatabaseOpenError "data-directory-in-use" and "data-directory-unusable".
 */
export async function openEmbedded(dataDir: string): Promise<OpenEngine> {
  const directory = join(dataDir, "database");
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch {
    throw new DatabaseOpenError("data-directory-unusable", `The data directory ${dataDir} cannot be written to.`);
  }
  const unlock = await lockDirectory(dataDir);
  try {
    const client = await PGlite.create(directory, options);
    return { ...embeddedEngine(client), close: () => client.close().finally(unlock) };
  } catch {
    await unlock();
    throw new DatabaseOpenError("failed", `The embedded database in ${directory} does not start.`);
  }
}

/** In memory, for tests: gone when closed. */
export async function openInMemory(snapshot?: Blob): Promise<OpenEngine> {
  const client = await PGlite.create({ ...options, ...(snapshot ? { loadDataDir: snapshot } : {}) });
  return embeddedEngine(client);
}

/** @internal For the openings above and for tests. */
export function embeddedEngine(client: PGlite): OpenEngine {
  return {
    query: (statement) => run(client, statement),
    transaction: (work) => client.transaction((tx) => work(engineWithin(tx, 1))),
    close: () => client.close(),
  };
}

function engineWithin(tx: Transaction, depth: number): Engine {
  return {
    query: (statement) => run(tx, statement),
    async transaction(work) {
      await tx.exec(`savepoint s${depth}`);
      try {
        const result = await work(engineWithin(tx, depth + 1));
        await tx.exec(`release savepoint s${depth}`);
        return result;
      } catch (error) {
        await tx.exec(`rollback to savepoint s${depth}`);
        throw error;
      }
    },
  };
}

async function run(client: Pick<PGlite, "query">, { text, parameters, rows }: Statement): Promise<unknown[]> {
  const rowMode = rows === "arrays" ? "array" : "object";
  return (await client.query(text, parameters, { rowMode })).rows;
}
