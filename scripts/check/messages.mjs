import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";

const source = "en";

/**
 * Every language has every text of the first one, and no other, and puts the same things into it.
 * @param {string} directory holds one folder a language, with one JSON file a namespace
 * @returns {Promise<import("./verdict.mjs").Verdict>}
 */
export async function checkMessages(directory) {
  const languages = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const expected = await readTexts(join(directory, source));
  if (expected.size === 0) return { ok: false, details: `${join(directory, source)} holds no texts.` };
  /** @type {string[]} */
  const problems = [];
  for (const [key, text] of expected)
    if (holes(text) === undefined) problems.push(`${source}: ${key} is not a valid ICU message`);
  for (const { name } of languages) {
    for (const file of await filesWithDoubleKeys(join(directory, name))) {
      problems.push(`${name}: ${file} has a key twice in one object`);
    }
    if (name === source) continue;
    const texts = await readTexts(join(directory, name));
    for (const [key, text] of expected) problems.push(...compare(`${name}: ${key}`, text, texts.get(key)));
    for (const key of texts.keys()) if (!expected.has(key)) problems.push(`${name}: ${key} is not in ${source}`);
  }
  return { ok: problems.length === 0, details: problems.join("\n") };
}

/** @param {string} where @param {string} text @param {string | undefined} translation */
function compare(where, text, translation) {
  if (translation === undefined || translation.trim() === "") return [`${where} is missing`];
  const wanted = holes(text);
  const found = holes(translation);
  if (found === undefined) return [`${where} is not a valid ICU message`];
  return wanted === found ? [] : [`${where} puts in (${found}) instead of (${wanted})`];
}

/**
 * What a text puts in, by name, or undefined when it cannot be read.
 * https://unicode-org.github.io/icu/userguide/format_parse/messages/
 * @param {string} text
 */
function holes(text) {
  try {
    return [...new Set(parse(text).flatMap(names))].sort().join(", ");
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
 * A key that stands twice in an object: JSON takes the last and says nothing, so a text is lost without a word.
 * @param {string} directory @returns {Promise<string[]>} the files with one
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
