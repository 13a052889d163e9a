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
  short: "{article, select, an {An} other {A}} hint",
  title: "Welcome, {name}",
  count: "{count, plural, one {one purpose} other {# purposes}}",
  link: "Read <b>more</b>",
};

test("the same texts in another language pass, in their own order and with other plural forms", async () => {
  const verdict = await check({
    en: english,
    de: {
      short: "Hinweis",
      link: "<b>mehr</b>",
      count: "{count, plural, one {ein Zweck} other {# Zwecke}}",
      title: "{name}",
    },
    ar: {
      short: "s",
      link: "<b>x</b>",
      count: "{count, plural, =0 {y} one {o} two {z} few {f} many {m} other {#}}",
      title: "{name}",
    },
  });
  expect(verdict).toEqual({ ok: true, details: "" });
});

test("a single language must be valid too", async () => {
  expect(await check({ en: { title: "Welcome, {name" } })).toEqual({
    ok: false,
    details: "en: page.title is not a valid ICU message",
  });
});

test.each([
  ["Whoever signs in", "Whoever"],
  ["“{field}” is no date", "is no date"],
  ["It is no longer kept, and stands for itself", undefined],
])("%s: a word that reads translated is named", async (text, word) => {
  const details = word ? `en: page.text says “${word}”; say it in plain English` : "";
  expect(await check({ en: { text } })).toEqual({ ok: !word, details });
});

const german = {
  short: "Hinweis",
  title: "Willkommen, {name}",
  count: "{count, plural, one {ein Zweck} other {# Zwecke}}",
  link: "Lesen Sie <b>weiter</b>",
};

test.each([
  [{ ...german, title: english.title }, "de: page.title is not translated"],
  [{ ...german, count: "{count, plural, other {# Zwecke}}" }, "de: page.count lacks the plural forms one"],
  [{ ...german, link: undefined }, "de: page.link is missing"],
  [{ ...german, link: " " }, "de: page.link is missing"],
  [{ ...german, more: "x" }, "de: page.more is not in en"],
  [{ ...german, title: "Willkommen" }, "de: page.title puts in () instead of (name)"],
  [{ ...german, title: "Willkommen, {nme}" }, "de: page.title puts in (nme) instead of (name)"],
  [{ ...german, link: "mehr" }, "de: page.link puts in () instead of (<b>)"],
  [{ ...german, title: "{" }, "de: page.title is not a valid ICU message"],
])("a translation %j is refused", async (translation, sentence) => {
  expect(await check({ en: english, de: translation })).toEqual({ ok: false, details: sentence });
});

test("a namespace without a file is missing completely", async () => {
  mkdirSync(join(directory, "de"), { recursive: true });
  expect((await check({ en: english })).details.split("\n")).toHaveLength(4);
});

test("Arabic needs a word for each of its six kinds of number", async () => {
  const arabic = { short: "s", title: "{name}", link: "<b>x</b>", count: "{count, plural, one {o} other {#}}" };
  const { details } = await check({ en: english, ar: arabic });
  expect(details).toBe("ar: page.count lacks the plural forms few, many, two, zero");
});

test.each(["admin", "admin-users", "identity-providers", "provider-test", "purpose-templates", "setup"])(
  "%s, of the administration, may be missing completely but not partly, and nothing else may be missing",
  async (namespace) => {
    for (const language of ["en", "de"]) mkdirSync(join(directory, language));
    writeFileSync(join(directory, "en", `${namespace}.json`), '{ "a": "yes", "b": "no" }');
    writeFileSync(join(directory, "en", "administrator.json"), '{ "a": "yes" }');
    expect((await checkMessages(directory)).details).toBe("de: administrator.a is missing");
    writeFileSync(join(directory, "de", `${namespace}.json`), '{ "a": "ja" }');
    expect((await checkMessages(directory)).details).toContain(`de: ${namespace}.b is missing`);
  },
);

/** @param {Record<string, object>} languages */
function check(languages) {
  for (const [language, texts] of Object.entries(languages)) {
    mkdirSync(join(directory, language), { recursive: true });
    writeFileSync(join(directory, language, "page.json"), JSON.stringify(texts));
  }
  return checkMessages(directory);
}

test("a key that occurs twice is found, and a colon inside a text is not a key", async () => {
  mkdirSync(join(directory, "en"));
  const file = join(directory, "en", "page.json");
  writeFileSync(file, '{ "a": { "x": "says \\"y\\": z", "n": {} }, "b": { "x": "2" } }');
  expect(await checkMessages(directory)).toEqual({ ok: true, details: "" });
  writeFileSync(file, '{ "a": { "x": "1", "y": "2", "x": "3" } }');
  expect(await checkMessages(directory)).toEqual({ ok: false, details: "en: page.json has a key twice in one object" });
});
