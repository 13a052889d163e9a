import { expect, it } from "vitest";
import { linkHash, oneTimeLink, tokenOfLink } from "./one-time-link";

it.each(["setup", "invitation"] as const)("the token of a link is in no part that a browser sends (%s)", (kind) => {
  const { address, row } = oneTimeLink(kind, { origin: "https://assent.example", lifetime: 1000 });
  const { pathname, search, hash } = new URL(address);
  expect([pathname, search]).toEqual([`/${kind}`, ""]);
  expect(hash).toMatch(/^#[\w-]{32}$/);
  expect(linkHash(kind, hash.slice(1))).toBe(row.tokenHash);
  expect(row.tokenHash, "stored by a hash").toMatch(/^[0-9a-f]{64}$/);
  expect(tokenOfLink(` ${address}\n`)).toBe(hash.slice(1));
});

it.each([
  ["token", "token"],
  ["#token", "token"],
  [" https://assent.example/setup#token ", "token"],
  ["https://assent.example/setup", "https://assent.example/setup"],
  ["", ""],
])("%j is pasted: %s", (pasted, token) => expect(tokenOfLink(pasted)).toBe(token));
