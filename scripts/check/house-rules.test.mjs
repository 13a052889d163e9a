import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../paths.mjs";
import { programOf } from "../workspace/programs.mjs";

const oneWay = "house(one-way-imports)";
const useServer = "house(use-server-in-actions-only)";
const environment = "node(no-process-env)";
const consoleRule = "eslint(no-console)";

/** Each file breaks one rule. @type {Record<string, [rule: string, source: string]>} */
const planted = {
  "packages/consent/src/to-database.ts": [oneWay, 'import { users } from "@assent/database/schema/users"; users();'],
  "packages/consent/src/by-path.ts": [oneWay, 'import { users } from "../../database/src/schema/users.ts"; users();'],
  "packages/consent/src/its-type.ts": [oneWay, 'export type Row = import("@assent/database/people").Row;'],
  "packages/consent/src/node.ts": [oneWay, 'import { readFileSync } from "node:fs"; readFileSync("x");'],
  "packages/consent/src/next.ts": [oneWay, 'export { headers } from "next/headers";'],
  "packages/database/src/to-web.ts": [oneWay, 'import { env } from "../../../apps/web/src/env.ts"; env();'],
  "packages/database/src/to-federation.ts": [oneWay, 'import { seal } from "@assent/federation/seal"; seal();'],
  "packages/federation/src/to-consent.ts": [
    oneWay,
    'import type { Values } from "@assent/consent/claim-mapping"; export type V = Values;',
  ],
  "packages/federation/src/to-next.ts": [oneWay, 'import { cookies } from "next/headers"; cookies();'],
  "apps/web/src/server/to-app.ts": [oneWay, 'import { load } from "@/app/consent/page"; load();'],
  "apps/web/src/sign-in/to-app.ts": [oneWay, 'export const page = () => import("@/app/consent/page");'],
  "apps/web/src/app/page.tsx": [oneWay, 'import { findUser } from "@assent/database/people"; findUser();'],
  "apps/web/src/app/me/relative.ts": [
    oneWay,
    'import { open } from "../../../../../packages/database/src/open.ts"; open();',
  ],
  "apps/web/src/app/me/seal.ts": [oneWay, 'import { sealToken } from "@assent/federation/seal"; sealToken();'],
  "apps/web/src/components/to-app.tsx": [oneWay, 'import { signOut } from "@/app/sign-out/actions"; signOut();'],
  "apps/web/src/components/row.tsx": [
    oneWay,
    'import type { Receipt } from "@assent/database/receipts"; export type R = Receipt;',
  ],
  "apps/web/src/app/me/form.tsx": [
    oneWay,
    '"use client"; import { currentUser } from "@/server/access"; currentUser();',
  ],
  "apps/web/src/app/me/mixed.tsx": [
    oneWay,
    '"use client"; import { env, type Env } from "@/env"; export const e: Env = env();',
  ],
  "e2e/journeys/to-web.spec.ts": [oneWay, 'import { env } from "../../apps/web/src/env.ts"; env();'],
  "apps/demo-idp/src/to-consent.ts": [
    oneWay,
    'import { standardAttributes } from "@assent/consent/standard-attributes"; standardAttributes();',
  ],
  "apps/web/src/app/me/page.ts": [useServer, '"use server"; export async function run() {}'],
  "apps/web/src/app/me/inline.ts": [useServer, 'export async function run() { "use server"; }'],
  "apps/web/src/server/actions.ts": [useServer, '"use server"; export async function run() {}'],
  "apps/web/src/server/port.ts": [environment, "export const port = process.env.PORT;"],
  "packages/database/src/url.ts": [environment, 'export const url = process.env["DATABASE_URL"];'],
  "packages/database/src/shout.ts": [consoleRule, 'console.log("a row");'],
};

/** What is allowed must stay allowed. @type {Record<string, string>} */
const fine = {
  "packages/consent/src/fine.ts": 'import * as z from "zod/mini"; import { a } from "./attribute.ts"; z.string(a);',
  "packages/consent/src/fine.test.ts":
    'import fc from "fast-check"; import { test } from "vitest"; test("x", () => fc.assert());',
  "packages/database/src/fine.ts":
    'import { evaluate } from "@assent/consent/evaluate"; import { join } from "node:path"; evaluate(join);',
  "apps/web/src/server/fine.ts":
    'import { find } from "@assent/database/people"; import { env } from "@/env"; find(env);',
  "apps/web/src/app/fine.tsx":
    'import { find } from "@/server/people"; import { Field } from "@/components/field"; find(Field);',
  "apps/web/src/app/fine-form.tsx":
    '"use client"; import type { SignedIn } from "@/server/access"; import { run } from "./actions"; export const r = (u: SignedIn) => run(u);',
  "apps/web/src/app/actions.ts": '"use server"; import { save } from "@/server/people"; export const run = save;',
  "apps/web/src/env.ts": "export const port = process.env.PORT;",
  "e2e/fine.ts": 'import { makeUser } from "@assent/database/testing/people"; makeUser();',
};

/** @type {string} */
let directory;
/** @type {Set<string>} "rule file" */
let found;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "assent-house-"));
  copyFileSync(join(root, ".oxlintrc.json"), join(directory, ".oxlintrc.json"));
  symlinkSync(join(root, "scripts"), join(directory, "scripts"));
  for (const [path, [, source]] of Object.entries(planted)) write(path, source);
  for (const [path, source] of Object.entries(fine)) write(path, source);
  const lint = spawnSync(process.execPath, [programOf("oxlint"), "--format=json", "apps", "packages", "e2e"], {
    cwd: directory,
  });
  /** @type {{ diagnostics: { code: string, filename: string }[] }} */
  const { diagnostics } = JSON.parse(String(lint.stdout));
  found = new Set(diagnostics.map(({ code, filename }) => `${code} ${filename}`));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** @param {string} path @param {string} source */
function write(path, source) {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${source.replaceAll("; ", ";\n")}\n`);
}

test.each(Object.entries(planted))("%s is caught", (path, [rule]) => {
  expect([...found]).toContain(`${rule} ${path}`);
});

test.each(Object.keys(fine))("%s is fine", (path) => {
  const ours = [oneWay, useServer, environment, consoleRule].map((rule) => `${rule} ${path}`);
  expect(ours.filter((problem) => found.has(problem))).toEqual([]);
});
