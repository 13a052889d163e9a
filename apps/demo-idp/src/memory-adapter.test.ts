import { expect, test } from "vitest";
import { memoryAdapter } from "./memory-adapter.ts";

function setUp() {
  let now = 1_000_000;
  const factory = memoryAdapter(() => now);
  return { sessions: factory("Session"), codes: factory("AuthorizationCode"), wait: (ms: number) => (now += ms) };
}

test("keeps models separate, and deletes items at the given time", async () => {
  const { sessions, codes, wait } = setUp();
  await sessions.upsert("1", { uid: "u" }, 60);
  expect(await codes.find("1")).toBeUndefined();
  expect(await sessions.findByUid("u")).toEqual({ uid: "u" });
  wait(60_000);
  expect(await sessions.find("1")).toBeUndefined();
  expect(await sessions.findByUid("u")).toBeUndefined();
});

test("marks used items, and revokes by grant", async () => {
  const { codes } = setUp();
  await codes.upsert("1", { grantId: "g" }, 60);
  await codes.upsert("2", { grantId: "other" }, 60);
  await codes.consume("1");
  expect(await codes.find("1")).toEqual({ grantId: "g", consumed: 1000 });
  await codes.revokeByGrantId("g");
  expect(await codes.find("1")).toBeUndefined();
  expect(await codes.find("2")).toEqual({ grantId: "other" });
  await codes.destroy("2");
  expect(await codes.find("2")).toBeUndefined();
});
