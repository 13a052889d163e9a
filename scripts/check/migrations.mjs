import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { beforeEnd } from "../launch/lifetime.mjs";
import { cacheDir, root } from "../paths.mjs";
import { programOf } from "../workspace/programs.mjs";
import { verdictOf } from "./verdict.mjs";

/**
 * The committed migrations match the schema in the sources: generating again, in a copy, adds nothing.
 * @param {string} [databaseDir]
 * @returns {Promise<import("./verdict.mjs").Verdict>}
 */
export async function checkMigrations(databaseDir = join(root, "packages/database")) {
  const migrations = join(databaseDir, "migrations");
  if (!existsSync(migrations)) return { ok: false, details: `${migrations} does not exist.` };
  await mkdir(cacheDir, { recursive: true });
  const work = await mkdtemp(join(cacheDir, "migrations-"));
  const forget = beforeEnd(() => rm(work, { recursive: true, force: true }));
  try {
    return await generateAgain(databaseDir, work);
  } finally {
    await rm(work, { recursive: true, force: true });
    forget();
  }
}

/** @param {string} databaseDir @param {string} work */
async function generateAgain(databaseDir, work) {
  const migrations = join(databaseDir, "migrations");
  const copy = join(work, "migrations");
  await cp(migrations, copy, { recursive: true });
  const config = join(work, "drizzle.config.ts");
  const fromDatabase = (/** @type {string} */ path) => relative(databaseDir, path).replaceAll("\\", "/");
  await writeFile(
    config,
    `import config from ${JSON.stringify(join(databaseDir, "drizzle.config.ts"))};\n` +
      `export default { ...config, out: ${JSON.stringify(fromDatabase(copy))} };\n`,
  );
  const program = programOf("drizzle-kit", { in: databaseDir });
  const result = await verdictOf(databaseDir, program, [
    "generate",
    "--config",
    fromDatabase(config),
    "--name",
    "drift",
  ]);
  if (!result.ok) return result;
  const before = await listing(migrations);
  const added = [...(await listing(copy))].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  if (added.length === 0) return result;
  const sql = await Promise.all(
    added.filter((path) => path.endsWith(".sql")).map((path) => readFile(join(copy, path), "utf8")),
  );
  return {
    ok: false,
    details: `The schema has changes without a migration. Run npm run db:generate, read the result and commit it.\n${sql.join("\n")}`,
  };
}

/** @param {string} directory @returns {Promise<Map<string, string>>} path → text */
async function listing(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => /** @type {const} */ ([relative(directory, file), await readFile(file, "utf8")])),
    ),
  );
}
