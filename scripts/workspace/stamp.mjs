import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { root } from "../paths.mjs";

/**
 * A hash over the names and the contents of files, and over further facts: the same hash means the same result.
 * @param {readonly string[]} files absolute
 * @param {readonly string[]} facts
 */
export async function stampOf(files, facts) {
  const hash = createHash("sha256").update(JSON.stringify(facts));
  for (const file of [...files].sort()) {
    hash.update(`\0${relative(root, file)}\0`).update(await readFile(file));
  }
  return hash.digest("hex");
}

/**
 * All files below a directory, without the directories named.
 * @param {string} directory absolute
 * @param {{ skip: ReadonlySet<string>, keep?: (name: string) => boolean }} options
 * @returns {Promise<string[]>}
 */
export async function filesBelow(directory, { skip, keep = () => true }) {
  const entries = await readdir(directory, { withFileTypes: true });
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const path = join(directory, entry.name);
      if (skip.has(entry.name)) return [];
      if (entry.isDirectory()) return filesBelow(path, { skip, keep });
      return entry.isFile() && keep(entry.name) ? [path] : [];
    }),
  );
  return lists.flat();
}

/** @param {string} file */
export function readStamp(file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}

/** @param {string} file @param {string} stamp */
export async function writeStamp(file, stamp) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${stamp}\n`);
}
