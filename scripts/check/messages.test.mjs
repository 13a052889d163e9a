import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkMessages } from "./messages.mjs";

/** @type {string} */
let directory;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "assent-messages-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const english = {
  title: "Welcome, {name}",
  count: "{count, plural, one {one purpose} other {# purposes}}",
  link: "Read <b>more</b>",
};

test("the same texts in another language pass, in their own order and with other plural forms", async () => {
  const verdict = await check({
    en: english,
    ar: { link: "<b>x</b>", count: "{count, plural, zero {y} two {z} other {#}}", title: "{name}" },
  });
  expect(verdict).toEqual({ ok: true, details: "" });
});

test("one language alone must be readable too", async () => {
  expect(await check({ en: { title: "Welcome, {name" } })).toEqual({
    ok: false,
    details: "en: page.title is not a valid ICU message",
  });
});

test.each([
  [{ ...english, link: undefined }, "de: page.link is missing"],
  [{ ...english, link: " " }, "de: page.link is missing"],
  [{ ...english, more: "x" }, "de: page.more is not in en"],
  [{ ...english, title: "Willkommen" }, "de: page.title puts in () instead of (name)"],
  [{ ...english, title: "Willkommen, {nme}" }, "de: page.title puts in (nme) instead of (name)"],
  [{ ...english, link: "mehr" }, "de: page.link puts in () instead of (<b>)"],
  [{ ...english, title: "{" }, "de: page.title is not a valid ICU message"],
])("a translation %j is refused", async (german, sentence) => {
  expect(await check({ en: english, de: german })).toEqual({ ok: false, details: sentence });
});

test("a namespace without a file is missing as a whole", async () => {
  mkdirSync(join(directory, "de"), { recursive: true });
  expect((await check({ en: english })).details.split("\n")).toHaveLength(3);
});

/** @param {Record<string, object>} languages */
function check(languages) {
  for (const [language, texts] of Object.entries(languages)) {
    mkdirSync(join(directory, language), { recursive: true });
    writeFileSync(join(directory, language, "page.json"), JSON.stringify(texts));
  }
  return checkMessages(directory);
}

test("a key that stands twice is found, and a colon inside a text is no key", async () => {
  mkdirSync(join(directory, "en"));
  const file = join(directory, "en", "page.json");
  writeFileSync(file, '{ "a": { "x": "says \\"y\\": z", "n": {} }, "b": { "x": "2" } }');
  expect(await checkMessages(directory)).toEqual({ ok: true, details: "" });
  writeFileSync(file, '{ "a": { "x": "1", "y": "2", "x": "3" } }');
  expect(await checkMessages(directory)).toEqual({ ok: false, details: "en: page.json has a key twice in one object" });
});
