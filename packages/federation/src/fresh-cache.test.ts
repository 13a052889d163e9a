import { expect, test, vi } from "vitest";
import { FreshCache } from "./fresh-cache.ts";

const counting = () => {
  const loads: string[] = [];
  const load = (key: string) => () => {
    loads.push(key);
    return Promise.resolve(key.toUpperCase());
  };
  return { loads, load };
};

test("the oldest entry makes room, so that the cache cannot grow without limit", async () => {
  const cache = new FreshCache<string>({ maxAgeMs: 1000, maxEntries: 2 });
  const { loads, load } = counting();
  for (const key of ["a", "b", "c", "b", "c", "a"]) await cache.read(key, 0, load(key));
  expect(loads).toEqual(["a", "b", "c", "a"]);
});

test("reloading replaces a fresh entry and makes it the youngest", async () => {
  const cache = new FreshCache<string>({ maxAgeMs: 1000, maxEntries: 2 });
  const { loads, load } = counting();
  await cache.read("a", 0, load("a"));
  await cache.read("b", 0, load("b"));
  expect((await cache.reload("a", 5, load("a"))).loadedAt).toBe(5);
  await cache.read("c", 5, load("c"));
  expect((await cache.read("a", 6, load("a"))).loadedAt).toBe(5);
  expect(loads).toEqual(["a", "b", "a", "c"]);
});

test("a failed reload keeps the cached value", async () => {
  const cache = new FreshCache<string>({ maxAgeMs: 1000, maxEntries: 2 });
  const { load } = counting();
  await cache.read("a", 0, load("a"));
  await expect(cache.reload("a", 1, () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect((await cache.read("a", 2, load("a"))).loadedAt).toBe(0);
});

test("an early load is given to all who saw the old value, and is limited in number", async () => {
  const cache = new FreshCache<string>({ maxAgeMs: 1000, maxEntries: 2, early: { times: 2, withinMs: 30 } });
  const { loads, load } = counting();
  const seen = await cache.read("a", 0, load("a"));
  const [one, other] = await Promise.all([cache.newer("a", seen, 0, load("a")), cache.newer("a", seen, 0, load("a"))]);
  expect(one).toBe(other);
  expect(await cache.newer("a", seen, 0, load("a"))).toBe(one);
  expect(loads).toHaveLength(2);
  const next = await cache.newer("a", one ?? seen, 1, load("a"));
  expect(await cache.newer("a", next ?? seen, 29, load("a"))).toBeNull();
  expect(await cache.newer("a", next ?? seen, 30, load("a"))).not.toBeNull();
});

// With separate caches, a sign-in would not see what Discover has just read on a page.
test("a module that is loaded twice has one cache", async () => {
  const { processCache } = await import("./fresh-cache.ts");
  const limits = { maxAgeMs: 1000, maxEntries: 2 };
  await processCache<string>("once", limits).read("a", 0, () => Promise.resolve("first"));
  vi.resetModules();
  const again = await import("./fresh-cache.ts");
  expect(again.processCache).not.toBe(processCache);
  const { value } = await again.processCache<string>("once", limits).read("a", 0, () => Promise.resolve("second"));
  expect(value).toBe("first");
  expect(await again.processCache<string>("another", limits).read("a", 0, () => Promise.resolve("second"))).toEqual({
    value: "second",
    loadedAt: 0,
  });
});
