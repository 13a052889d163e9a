import { execFile } from "node:child_process";
import { join } from "node:path";
import { grantAdministrationTo } from "@assent/database/users/admin-grant";
import { latestEvents } from "@assent/database/audit/events";
import { findById } from "@assent/database/providers/identity-providers";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { migrate } from "@assent/database/engine/migrate";
import { type Database, openDatabase } from "@assent/database/engine/open";
import { isSetupLinkValid } from "@assent/database/users/setup-links";
import { testServer } from "@assent/testkit/server";
import { createThrowAwayDatabase, type ThrowAwayDatabase } from "@assent/testkit/throw-away";
import { makePerson, makeProvider } from "@assent/database/testing/factories";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { linkHash } from "@/platform/links/one-time-link";

// What an operator who is locked out can do. The commands run as programs.
const origin = "https://assent.example";

async function withDatabase<Result>(act: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase({ url: own.url, poolSize: 1 });
  try {
    return await act(database);
  } finally {
    await database.close();
  }
}

/** Runs a command with empty standard input. */
function run(file: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const program = ["--import", "tsx", `src/commands/${file}`, ...args];
  const cwd = join(import.meta.dirname, "../..");
  return new Promise((done) => {
    const child = execFile(process.execPath, program, { cwd }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
    child.stdin?.end();
  });
}

const tokenIn = (out: string) => /\/setup\?link=(\S+)/.exec(out)?.[1] ?? "";
const stored = (id: string) => withDatabase(({ orm }) => findById(orm, id));
const worksIn = (token: string) => withDatabase(({ orm }) => isSetupLinkValid(orm, linkHash("setup", token)));

let server: Awaited<ReturnType<typeof testServer>>;
let own: ThrowAwayDatabase;
let provider: IdentityProvider;

beforeAll(async () => {
  server = await testServer();
  own = await createThrowAwayDatabase(server.url);
  // The programs inherit it.
  vi.stubEnv("AUTH_SECRET", "for these tests only 0123456789ab");
  vi.stubEnv("AUTH_URL", origin);
  vi.stubEnv("DATABASE_URL", own.url);
  await withDatabase(async (database) => {
    await migrate(database);
    provider = await makeProvider(database, { enabled: false, domains: ["contoso.example"] });
  });
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await own.drop();
  await server.stop();
});

test("enables a provider by its slug alone and changes nothing else", { timeout: 120_000 }, async () => {
  const before = await stored(provider.id);
  expect(before?.enabled).toBe(false);
  const enabled = await run("add-provider.ts", "--slug", provider.slug, "--enable");
  expect(enabled).toMatchObject({ code: 0, err: "" });
  const after = await stored(provider.id);
  expect(after).toEqual({ ...before, enabled: true, revision: (before?.revision ?? 0) + 1 });
  const [event] = await withDatabase(({ orm }) => latestEvents(orm, { limit: 1 }));
  expect(event).toMatchObject({ type: "provider-changed", actorKind: "system", details: { changed: ["enabled"] } });
  expect((await run("add-provider.ts", "--slug", provider.slug, "--enable")).out).toContain("is enabled already");
  expect((await stored(provider.id))?.revision).toBe(after?.revision);
});

test("has no command that disables a provider, and reports an unknown slug", { timeout: 120_000 }, async () => {
  const before = await stored(provider.id);
  for (const [args, sentence] of [
    [["--slug", provider.slug, "--disable"], "This command does not disable a provider"],
    [["--slug", provider.slug, "--enable", "--disable"], "This command does not disable a provider"],
    [["--slug", "nowhere", "--enable"], "No provider has the slug nowhere"],
    [["--enable"], "Usage:"],
  ] as const) {
    const refused = await run("add-provider.ts", ...args);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain(sentence);
  }
  expect(await stored(provider.id)).toEqual(before);
});

test("replaces the old set-up link by a new one while there is no administrator", { timeout: 120_000 }, async () => {
  const lost = tokenIn((await run("setup-link.ts")).out);
  expect(await worksIn(lost)).toBe(true);
  const printed = await run("setup-link.ts");
  expect(printed.out).toContain(`${origin}/setup?link=`);
  const link = tokenIn(printed.out);
  expect([await worksIn(lost), await worksIn(link)]).toEqual([false, true]);
  await withDatabase(async (database) => {
    const { userId } = await makePerson(database, provider);
    const claimed = { userId, right: { setupTokenHash: linkHash("setup", link) } };
    expect(await grantAdministrationTo(database, claimed)).toEqual({ ok: true });
  });
  expect(await run("setup-link.ts")).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringContaining("already an administrator"),
  });
});
