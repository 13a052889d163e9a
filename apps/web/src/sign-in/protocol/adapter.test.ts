import { expect, test } from "vitest";
import { sessionTokenHash } from "@/platform/session/session-token";
import { sessionAdapter } from "./adapter";

// Auth.js makes users and links accounts through these methods. Here only the provisioning transaction may, after a
// decision, so whatever leads Auth.js to them has to fail.
test.each(["createUser", "linkAccount", "updateUser"] as const)("%s is impossible", (method) => {
  const adapter = sessionAdapter(null);
  const call = adapter[method] as (input: object) => unknown;
  expect(() => call({ id: "1", userId: "1", provider: "demo", providerAccountId: "1" })).toThrow(/not possible/);
});

test("an e-mail address finds nobody", async () => {
  expect(await sessionAdapter(null).getUserByEmail?.("somebody@example.org")).toBeNull();
});

test("no provider finds no account", async () => {
  const account = { provider: "demo", providerAccountId: "ada", type: "oidc" } as const;
  expect(await sessionAdapter(null).getUserByAccount?.(account)).toBeNull();
});

test("a session is known by a hash that does not give the token away", () => {
  expect(sessionTokenHash("token")).toMatch(/^[0-9a-f]{64}$/);
  expect(sessionTokenHash("token")).not.toBe(sessionTokenHash("Token"));
});
