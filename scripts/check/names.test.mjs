import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkNames } from "./names.mjs";

/** @type {string} */
let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "assent-names-"));
  write("packages/a/src/receipt.ts", "export interface Receipt {}\nexport const receipts = [];\nconst local = 1;");
  write("apps/web/src/list.ts", 'export { receipts, type Receipt } from "@assent/a/receipt";\nconst local = 2;');
  write("apps/web/src/own.ts", 'import { receipts } from "@assent/a/receipt";\nexport { receipts };');
  write("apps/web/src/app/page.tsx", "export async function generateMetadata() {}\nexport default function Home() {}");
  write(
    "apps/web/src/app/me/page.tsx",
    "export async function generateMetadata() {}\nexport default function Home() {}",
  );
  write("apps/web/src/commands/keys.ts", "export async function run() {}");
  write("apps/web/src/commands/ledger.ts", "export async function run() {}");
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `${text}\n`);
}

test("names that are declared once, re-exported by the app or known to Next.js pass", async () => {
  expect(await checkNames(root)).toEqual({ ok: true, details: "" });
});

test.each([
  ["a function", "Receipt", "export async function Receipt() {}"],
  ["a type", "receipts", "export type receipts = string;"],
  ["a class", "Receipt", "export abstract class Receipt {}"],
  ["a name in a list", "Receipt", "class Receipt {}\nexport {\n  Receipt,\n};"],
  ["a name that an export list gives", "receipts", "const all = [];\nexport { all as receipts };"],
])("%s with a name that another file exports is found", async (_, name, source) => {
  write("apps/web/src/features/receipts.ts", source);
  expect(await checkNames(root)).toEqual({
    ok: false,
    details: `${name} is exported by apps/web/src/features/receipts.ts and packages/a/src/receipt.ts`,
  });
});

test.each([
  ["a route method", "export async function GET() {}"],
  ["a command's function", "export async function run() {}"],
])("%s outside its own files is found", async (_, source) => {
  write("packages/a/src/one.ts", source);
  write("packages/a/src/two.ts", source);
  expect((await checkNames(root)).ok).toBe(false);
});

test.each([
  ["a name", 'export { Receipt } from "./receipt.ts";'],
  ["a type", 'export type {\n  Receipt,\n} from "./receipt.ts";'],
  ["everything", 'export * from "./receipt.ts";'],
  ["everything under one name", 'export * as proof from "./receipt.ts";'],
])("a file of a package that re-exports %s is found", async (_, source) => {
  write("packages/a/src/index.ts", source);
  expect(await checkNames(root)).toEqual({
    ok: false,
    details: "packages/a/src/index.ts passes on what another file exports: import it from there",
  });
});

test("sources without any export are found", async () => {
  for (const path of ["packages", "apps/web/src"]) rmSync(join(root, path), { recursive: true });
  write("packages/a/src/a.ts", "const a = 1;");
  write("apps/web/src/a.ts", "const a = 1;");
  expect((await checkNames(root)).ok).toBe(false);
});
