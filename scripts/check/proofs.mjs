import { access, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The proofs that documents name exist: the files of SECURITY.md, and the journeys of docs/decision-table.md, which
 * run with and without JavaScript.
 * @param {string} root of the repository
 * @returns {Promise<import("./verdict.mjs").Verdict>}
 */
export async function checkProofs(root) {
  const problems = [...(await missingFiles(root)), ...(await missingJourneys(root))];
  return { ok: problems.length === 0, details: problems.join("\n") };
}

/** @param {string} root */
async function missingFiles(root) {
  const text = await readFile(join(root, "SECURITY.md"), "utf8");
  const files = new Set(
    [...text.matchAll(/`((?:apps|packages|e2e|scripts)\/[^`]+\.\w+)`/g)].map(([, file]) => file ?? ""),
  );
  const found = await Promise.all([...files].map(async (file) => [file, await isThere(join(root, file))]));
  const missing = found.filter(([, there]) => !there).map(([file]) => `SECURITY.md names ${file}, which is not there`);
  return files.size === 0 ? ["SECURITY.md names no file"] : missing;
}

/** @param {string} path */
const isThere = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** @param {string} root */
async function missingJourneys(root) {
  const table = "docs/decision-table.md";
  const named = [...(await readFile(join(root, table), "utf8")).matchAll(/`([\w-]+\.spec\.ts)` ([^<|]+)/g)];
  /** @type {string[]} */
  const problems = named.length === 0 ? [`${table} names no journey`] : [];
  for (const [, file = "", title = ""] of named) {
    const text = await readFile(join(root, "e2e/journeys", file), "utf8").catch(() => "");
    const line = text.split("\n").find((one) => /test\(["`]/.test(one) && one.includes(title.trim()));
    if (line === undefined) problems.push(`${table} names “${title.trim()}”, which is not in ${file}`);
    else if (line.includes("@script")) problems.push(`${table} names “${title.trim()}”, which needs a script`);
  }
  return problems;
}
