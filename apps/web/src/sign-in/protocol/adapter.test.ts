import { expect, test } from "vitest";
import { sessionTokenHash } from "@/platform/session/session-token";
import { sessionAdapter } from "./adapter";

// Auth.js makes users and links accounts through these methods. In Assent only the provisioning transaction may do
// that, after a decision, so every path in Auth.js that calls them must fail.
test.each(["createUser", "linkAccount", "updateUser"] as const)("%s is impossible", (method) => {
  const adapter = sessionAdapter(null);
  const call = adapter[method] as (input: object) => unknown;
  expect(() => call({ id: "1", userId: "1", provider: "demo", providerAccountId: "1" })).toThrow(/not possible/);
});

test("an email address finds no user", async () => {
  expect(await sessionAdapter(null).getUserByEmail?.("somebody@example.org")).toBeNull();
});

test("without a provider no account is found", async () => {
  const account = { provider: "demo", providerAccountId: "ada", type: "oidc" } as const;
  expect(await sessionAdapter(null).getUserByAccount?.(account)).toBeNull();
});

test("a session is stored by a hash that does not reveal the token", () => {
  expect(sessionTokenHash("token")).toMatch(/^[0-9a-f]{64}$/);
  expect(sessionTokenHash("token")).not.toBe(sessionTokenHash("Token"));
});
