import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

// A second path around consent is a second place that makes users, so there is one.
const workspace = join(import.meta.dirname, "../../..");

/** drizzle's insert, SQL in any case and quoting, a copy, and the table itself handed to something else. */
const makesUsers =
  /insert\s*\(\s*(\w+\.)?users\b|insert\s+into\s+("?public"?\.)?"?users\b|copy\s+"?users\b|merge\s+into\s+"?users\b|\$\{\s*users\s*\}\s*\(/i;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|\..*|test-results)$/.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|tsx|mts|js|mjs|cjs|sql)$/.test(entry.name) && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

test("only provision.ts makes users", () => {
  const found = ["packages", "apps", "scripts", "e2e"]
    .flatMap((folder) => sources(join(workspace, folder)))
    .filter((path) => makesUsers.test(readFileSync(path, "utf8")))
    .map((path) => relative(workspace, path));
  expect(found).toEqual(["packages/database/src/provision.ts"]);
});

test.each([
  "tx.insert(users).values({})",
  "tx.insert( schema.users )",
  'sql`INSERT INTO "users" (id)`',
  "insert into\n public.users select",
  "sql`insert into ${users} (id)`",
])("the search finds %j", (source) => {
  expect(makesUsers.test(source.replace("insert into ${users}", "insert into users"))).toBe(true);
});
