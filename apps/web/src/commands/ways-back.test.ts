import { grantAdministrationTo } from "@assent/database/users/admin-grant";
import { latestEvents } from "@assent/database/audit/events";
import { findById } from "@assent/database/providers/identity-providers";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { isSetupLinkValid } from "@assent/database/users/setup-links";
import { makePerson, makeProvider } from "@assent/database/testing/factories";
import { beforeAll, expect, test } from "vitest";
import { linkHash } from "@/platform/links/one-time-link";
import { runProgram, useCommands } from "./testing";

// What an operator who is locked out can do. The commands run as programs.
const origin = "https://assent.example";

const tokenIn = (out: string) => /\/setup#(\S+)/.exec(out)?.[1] ?? "";
const stored = (id: string) => withDatabase(({ orm }) => findById(orm, id));
const worksIn = (token: string) => withDatabase(({ orm }) => isSetupLinkValid(orm, linkHash("setup", token)));

let provider: IdentityProvider;
const withDatabase = useCommands(origin);
beforeAll(async () => {
  provider = await withDatabase((database) => makeProvider(database, { enabled: false, domains: ["contoso.example"] }));
});

test("enables a provider by its slug alone and changes nothing else", { timeout: 120_000 }, async () => {
  const before = await stored(provider.id);
  expect(before?.enabled).toBe(false);
  const enabled = await runProgram("add-provider.ts", "--slug", provider.slug, "--enable");
  expect(enabled).toMatchObject({ code: 0, err: "" });
  const after = await stored(provider.id);
  expect(after).toEqual({ ...before, enabled: true, revision: (before?.revision ?? 0) + 1 });
  const [event] = await withDatabase(({ orm }) => latestEvents(orm, { limit: 1 }));
  expect(event).toMatchObject({ type: "provider-changed", actorKind: "system", details: { changed: ["enabled"] } });
  expect((await runProgram("add-provider.ts", "--slug", provider.slug, "--enable")).out).toContain(
    "is enabled already",
  );
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
    const refused = await runProgram("add-provider.ts", ...args);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain(sentence);
  }
  expect(await stored(provider.id)).toEqual(before);
});

test("replaces the old set-up link by a new one while there is no administrator", { timeout: 120_000 }, async () => {
  const lost = tokenIn((await runProgram("setup-link.ts")).out);
  expect(await worksIn(lost)).toBe(true);
  const printed = await runProgram("setup-link.ts");
  expect(printed.out).toContain(`${origin}/setup#`);
  const link = tokenIn(printed.out);
  expect([await worksIn(lost), await worksIn(link)]).toEqual([false, true]);
  await withDatabase(async (database) => {
    const { userId } = await makePerson(database, provider);
    const claimed = { userId, right: { setupTokenHash: linkHash("setup", link) } };
    expect(await grantAdministrationTo(database, claimed)).toEqual({ ok: true });
  });
  expect(await runProgram("setup-link.ts")).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringContaining("already an administrator"),
  });
});
