import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

/** Words that make our English read translated; docs/glossary.md says which to use. */
export const oddWord =
  /\b(?:whoever|somebody|anybody|everybody|nobody|by now|to the letter|all the same|for ever|one's own|stands(?! for)|(?<!there )is no (?!longer|one|more)[a-z]+|as ever|e-mails?)\b/i;

const folders = ["apps", "packages", "scripts", "e2e", "bench", "docs"];

/** Installed and generated files, migrations, which never change, and messages, which have their own check. */
const skipped = new Set(["node_modules", "migrations", "messages", "test-results"]);

/** In these files every line is read; in code only comments and titles of tests. */
const prose = new Set([".md", ".css", ".sql"]);
const code = new Set([".ts", ".tsx", ".mts", ".mjs"]);

const comment = /(?:^|\s)\/\/ (.*)|^\s*\*(?!\/) ?(.*)|\/\*(.*?)(?:\*\/|$)/;
const title = /\b(?:describe|it|test)(?:\.\w+)*\((["'`])(.*?)\1|\)\((["'`])(.*?)\3/;

/**
 * Comments, titles of tests and documents are in plain English. A word in quotation marks is a quotation.
 * @param {string} root of the repository
 * @returns {Promise<import("./verdict.mjs").Verdict>}
 */
export async function checkWords(root) {
  const top = (await readdir(root)).filter((name) => name.endsWith(".md"));
  const found = await Promise.all(folders.map((folder) => filesIn(root, folder)));
  const problems = await Promise.all([...top, ...found.flat()].map((file) => problemsIn(root, file)));
  return { ok: problems.every(({ length }) => length === 0), details: problems.flat().join("\n") };
}

/** @param {string} root @param {string} directory @returns {Promise<string[]>} paths from the root */
async function filesIn(root, directory) {
  const entries = await readdir(join(root, directory), { withFileTypes: true }).catch(() => []);
  const found = entries.map(async (entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.name.startsWith(".") || skipped.has(entry.name)) return [];
    if (entry.isDirectory()) return filesIn(root, path);
    return prose.has(extname(path)) || code.has(extname(path)) ? [path] : [];
  });
  return (await Promise.all(found)).flat().sort();
}

/** @param {string} root @param {string} file */
async function problemsIn(root, file) {
  const lines = (await readFile(join(root, file), "utf8")).split("\n");
  return lines.flatMap((line, index) => {
    const text = prose.has(extname(file)) ? line : wordsOf(line);
    const [word] = oddWord.exec(text.replaceAll(/"[^"]*"|`[^`]*`|“[^”]*”/g, "")) ?? [];
    return word ? [`${file}:${index + 1} says “${word}”; say it in plain English`] : [];
  });
}

/** The comment and the title on a line of code. @param {string} line */
function wordsOf(line) {
  const [, rest = "", inside = "", block = ""] = comment.exec(line) ?? [];
  const [, , named = "", , ofTable = ""] = title.exec(line) ?? [];
  return [rest, inside, block, named, ofTable].join(" ");
}
