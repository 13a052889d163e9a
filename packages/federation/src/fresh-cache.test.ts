import { expect, test } from "vitest";
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
