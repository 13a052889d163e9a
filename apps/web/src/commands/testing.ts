import { execFile } from "node:child_process";
import { join } from "node:path";
import { migrate } from "@assent/database/engine/migrate";
import { type Database, openDatabase } from "@assent/database/engine/open";
import { testServer } from "@assent/testkit/server";
import { createThrowAwayDatabase, type ThrowAwayDatabase } from "@assent/testkit/throw-away";
import { afterAll, beforeAll, vi } from "vitest";

/** Runs a command as a program, with an empty standard input. */
export function runProgram(file: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const program = ["--import", "tsx", `src/commands/${file}`, ...args];
  const cwd = join(import.meta.dirname, "../..");
  return new Promise((done) => {
    const child = execFile(process.execPath, program, { cwd }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end();
  });
}

type WithDatabase = <Result>(act: (database: Database) => Promise<Result>) => Promise<Result>;

/** For the tests of a file: settings and a database that the programs inherit. Returns a function that opens it. */
export function useCommands(origin: string): WithDatabase {
  let server: Awaited<ReturnType<typeof testServer>>;
  let own: ThrowAwayDatabase;
  const withDatabase: WithDatabase = async (act) => {
    const database = await openDatabase({ url: own.url, poolSize: 1 });
    return act(database).finally(() => database.close());
  };
  beforeAll(async () => {
    server = await testServer();
    own = await createThrowAwayDatabase(server.url);
    vi.stubEnv("AUTH_SECRET", "for these tests only 0123456789ab");
    vi.stubEnv("AUTH_URL", origin);
    vi.stubEnv("DATABASE_URL", own.url);
    // The environment is read once for each module, and test files of one worker share modules: import after this.
    vi.resetModules();
    await withDatabase(migrate);
  }, 120_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    vi.resetModules();
    await own.drop();
    await server.stop();
  });
  return withDatabase;
}
