import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { oddWord } from "./words.mjs";

const source = "en";

/** Files of the administration, which a language may lack. If it has one, the file must be complete. */
const administration = /^(admin(-[\w-]+)?|setup|identity-providers|provider-[\w-]+|purpose-[\w-]+)$/;

/** "a" or "an", which other languages do not need. */
const ofSourceAlone = new Set(["article"]);

/** Texts that are the same in another language too. Any other identical text counts as not translated. */
const alike = new Set(["Name", "Website", "Region", "Version {number}", "Kantara (JSON)", "ISO 27560 (JSON-LD)"]);

/** What else reads translated in a message; comments and documents may say it. */
const oddMessage = /\b(whom|go(es)? on)\b/i;

/**
 * Every language has every text of the source that people see, and no others. Each has the same values and all plural
 * forms of its language, and is translated.
 * @param {string} directory has one folder for each language, with one JSON file for each namespace
 * @returns {Promise<import("./verdict.mjs").Verdict>}
 */
export async function checkMessages(directory) {
  const languages = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const expected = await readTexts(join(directory, source));
  if (expected.size === 0) return { ok: false, details: `${join(directory, source)} holds no texts.` };
  /** @type {string[]} */
  const problems = [];
  for (const [key, text] of expected) {
    if (holes(text) === undefined) problems.push(`${source}: ${key} is not a valid ICU message`);
    const [word] = oddWord.exec(text) ?? oddMessage.exec(text) ?? [];
    if (word) problems.push(`${source}: ${key} says “${word}”; say it in plain English`);
  }
  for (const { name } of languages) {
    for (const file of await filesWithDoubleKeys(join(directory, name))) {
      problems.push(`${name}: ${file} has a key twice in one object`);
    }
    if (name === source) continue;
    const texts = await readTexts(join(directory, name));
    const spaces = new Set([...texts.keys()].map(namespaceOf));
    for (const [key, text] of expected) {
      if (administration.test(namespaceOf(key)) && !spaces.has(namespaceOf(key))) continue;
      problems.push(...compare(`${name}: ${key}`, text, texts.get(key), name));
    }
    for (const key of texts.keys()) if (!expected.has(key)) problems.push(`${name}: ${key} is not in ${source}`);
  }
  return { ok: problems.length === 0, details: problems.join("\n") };
}

/** @param {string} key "namespace.path.to.key" */
const namespaceOf = (key) => key.split(".", 1)[0] ?? "";

/** @param {string} where @param {string} text @param {string | undefined} translation @param {string} language */
function compare(where, text, translation, language) {
  if (translation === undefined || translation.trim() === "") return [`${where} is missing`];
  const wanted = holes(text);
  const found = holes(translation);
  if (found === undefined) return [`${where} is not a valid ICU message`];
  const problems = wanted === found ? [] : [`${where} puts in (${found}) instead of (${wanted})`];
  if (translation === text && /[a-z]{3}/.test(withoutHoles(text)) && !alike.has(text)) {
    problems.push(`${where} is not translated`);
  }
  const lacking = wordsNumber(text) || wordsNumber(translation) ? lackingForms(parse(translation), language) : [];
  return lacking.length > 0 ? [...problems, `${where} lacks the plural forms ${lacking.join(", ")}`] : problems;
}

/** @param {string} text */
const withoutHoles = (text) => text.replaceAll(/[{<][^{}<>]*[}>]/g, "");

/** Whether words depend on a number, apart from a separate sentence for zero. @param {string} text */
const wordsNumber = (text) =>
  pluralsOf(parse(text)).some((forms) => forms.some((form) => /^(?!other)[a-z]/.test(form)));

/**
 * The plural categories of a language that are missing in a text: https://cldr.unicode.org/index/cldr-spec/plural-rules
 * "=0" counts as "zero", and so on, if the category has only that number.
 * @param {import("@formatjs/icu-messageformat-parser").MessageFormatElement[]} elements
 * @param {string} language
 */
function lackingForms(elements, language) {
  const rules = new Intl.PluralRules(language);
  const exact = new Map([0, 1, 2].map((number) => [rules.select(number), `=${number}`]));
  const lacking = pluralsOf(elements).flatMap((forms) =>
    rules
      .resolvedOptions()
      .pluralCategories.filter((form) => form !== "other" && !forms.includes(form))
      .filter((form) => !forms.includes(exact.get(form) ?? form)),
  );
  return [...new Set(lacking)].sort();
}

/** @param {import("@formatjs/icu-messageformat-parser").MessageFormatElement[]} elements @returns {string[][]} */
function pluralsOf(elements) {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return pluralsOf(element.children);
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [];
    const inside = Object.values(element.options).flatMap(({ value }) => pluralsOf(value));
    return element.type === TYPE.plural ? [Object.keys(element.options), ...inside] : inside;
  });
}

/**
 * The names of the values in a text, or undefined if it cannot be read.
 * https://unicode-org.github.io/icu/userguide/format_parse/messages/
 * @param {string} text
 */
function holes(text) {
  try {
    const all = new Set(parse(text).flatMap(names));
    return [...all]
      .filter((name) => !ofSourceAlone.has(name))
      .sort()
      .join(", ");
  } catch {
    return undefined;
  }
}

/** @param {import("@formatjs/icu-messageformat-parser").MessageFormatElement} element @returns {string[]} */
function names(element) {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return [];
    case TYPE.tag:
      return [`<${element.value}>`, ...element.children.flatMap(names)];
    case TYPE.plural:
    case TYPE.select:
      return [element.value, ...Object.values(element.options).flatMap((option) => option.value.flatMap(names))];
    default:
      return [element.value];
  }
}

/**
 * Finds keys that occur twice in an object: JSON keeps only the last one, and reports no error.
 * @param {string} directory
 * @returns {Promise<string[]>} the files with one
 */
async function filesWithDoubleKeys(directory) {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".json"));
  const texts = await Promise.all(files.map((file) => readFile(join(directory, file), "utf8")));
  return files.filter((_, index) => {
    const strings = [...(texts[index] ?? "").matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)];
    return strings.filter(([, colon]) => colon).length !== countKeys(JSON.parse(texts[index] ?? ""));
  });
}

/** @param {unknown} node @returns {number} */
function countKeys(node) {
  if (typeof node !== "object" || node === null) return 0;
  return Object.values(node).reduce((count, value) => count + 1 + countKeys(value), 0);
}

/** @param {string} directory @returns {Promise<Map<string, string>>} "namespace.path.to.key" → text */
async function readTexts(directory) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  const files = (await readdir(directory)).filter((file) => file.endsWith(".json"));
  for (const file of files) {
    collect(file.replace(/\.json$/, ""), JSON.parse(await readFile(join(directory, file), "utf8")), texts);
  }
  return texts;
}

/** @param {string} path @param {unknown} node @param {Map<string, string>} texts */
function collect(path, node, texts) {
  if (typeof node === "string") texts.set(path, node);
  else if (typeof node === "object" && node !== null) {
    for (const [key, value] of Object.entries(node)) collect(`${path}.${key}`, value, texts);
  }
}
