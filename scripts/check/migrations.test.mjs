import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cacheDir, root } from "../paths.mjs";
import { checkMigrations } from "./migrations.mjs";

/** @type {string} */
let copy;
beforeEach(() => {
  mkdirSync(cacheDir, { recursive: true });
  copy = mkdtempSync(join(cacheDir, "database-"));
  for (const part of ["src", "migrations", "drizzle.config.ts", "package.json"]) {
    cpSync(join(root, "packages/database", part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(root, "packages/database/node_modules"), join(copy, "node_modules"));
});
afterEach(() => rmSync(copy, { recursive: true }));

test("the committed migrations match the schema", async () => {
  expect(await checkMigrations(copy)).toMatchObject({ ok: true });
});

test("a table without a migration is found, and its SQL is shown", async () => {
  appendFileSync(
    join(copy, "src/schema/controller.ts"),
    '\nimport { pgTable as plantedTable, text as plantedText } from "drizzle-orm/pg-core";\n' +
      'export const planted = plantedTable("planted", { name: plantedText() });\n',
  );
  const { ok, details } = await checkMigrations(copy);
  expect(ok).toBe(false);
  expect(details).toContain('CREATE TABLE "planted"');
});
