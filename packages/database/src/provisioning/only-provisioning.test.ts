import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";

// A second place that makes users would be a way around consent.
const workspace = join(import.meta.dirname, "../../../..");

/** drizzle's insert, SQL in any case and quoting, COPY, and the table passed to other code. */
const makesUsers =
  /insert\s*\(\s*(\w+\.)?users\b|insert\s+into\s+("?public"?\.)?("?users\b|\$\{\s*(\w+\.)?users\b)|copy\s+"?users\b|merge\s+into\s+"?users\b|\$\{\s*users\s*\}\s*\(/i;

/** An alias of the table counts as the table. */
function withoutAliases(source: string): string {
  const aliases = [...source.matchAll(/\busers\s+as\s+(\w+)|\b(\w+)\s*=\s*(?:\w+\.)?users\b/g)].map(
    (match) => match[1] ?? match[2],
  );
  return aliases.reduce<string>((text, alias) => text.replaceAll(new RegExp(`\\b${alias}\\b`, "g"), "users"), source);
}

const findsIn = (source: string) => makesUsers.test(withoutAliases(source));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|\..*|test-results)$/.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|tsx|mts|js|mjs|cjs|sql)$/.test(entry.name) && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

function makersOfUsers(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => sources(join(root, folder)))
    .filter((path) => findsIn(readFileSync(path, "utf8")))
    .map((path) => relative(root, path));
}

test("only provision.ts makes users", () => {
  expect(makersOfUsers(workspace, ["packages", "apps", "scripts", "e2e"])).toEqual([
    "packages/database/src/provisioning/provision.ts",
  ]);
});

// Each is planted in a copy of a real file in which nothing was found.
test.each([
  "await tx.insert(users).values({})",
  "await tx.insert( schema.users ).values({})",
  'await tx.execute(sql`INSERT INTO "users" (id) values (1)`)',
  "await tx.execute(sql`insert into\n public.users select 1`)",
  "await tx.execute(sql`insert into ${users} (id) values (1)`)",
  "await tx.execute(sql`insert into ${schema.users} default values`)",
  'import { users as people } from "../schema/users.ts";\nawait tx.insert(people).values({})',
  "const table = schema.users;\nawait tx.insert(table).values({})",
  "await tx.execute(sql`copy users from stdin`)",
])("a second place is found: %j", (planted) => {
  const folder = mkdtempSync(join(tmpdir(), "assent-planted-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "apps"));
  const file = join(folder, "apps/setup.ts");
  const real = readFileSync(join(import.meta.dirname, "../users/people.ts"), "utf8");
  writeFileSync(file, real);
  expect(makersOfUsers(folder, ["apps"])).toEqual([]);
  writeFileSync(file, `${real}\nexport async function second(tx: Executor) {\n${planted};\n}\n`);
  expect(makersOfUsers(folder, ["apps"])).toEqual(["apps/setup.ts"]);
});
