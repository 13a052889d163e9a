import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../paths.mjs";
import { programOf } from "../workspace/programs.mjs";

const oneWay = "house(one-way-imports)";
const useServer = "house(use-server-in-actions-only)";
const parallel = "house(parallel-awaits)";
const messages = "house(message-arguments)";
const environment = "node(no-process-env)";
const consoleRule = "eslint(no-console)";

/** Each file breaks one rule. @type {Record<string, [rule: string, source: string]>} */
const planted = {
  // Packages import nothing above them, and each other only as the layers allow.
  "packages/consent/src/evaluate/to-database.ts": [
    oneWay,
    'import { users } from "@assent/database/schema/users"; users();',
  ],
  "packages/consent/src/by-path.ts": [oneWay, 'import { users } from "../../database/src/schema/users.ts"; users();'],
  "packages/consent/src/its-type.ts": [oneWay, 'export type Row = import("@assent/database/users/people").Row;'],
  "packages/consent/src/node.ts": [oneWay, 'import { readFileSync } from "node:fs"; readFileSync("x");'],
  "packages/consent/src/next.ts": [oneWay, 'export { headers } from "next/headers";'],
  "packages/crypto/src/to-federation.ts": [oneWay, 'import { keys } from "@assent/federation/keys"; keys();'],
  "packages/crypto/src/files.ts": [oneWay, 'import { readFileSync } from "node:fs"; readFileSync("x");'],
  "packages/database/src/users/to-web.ts": [
    oneWay,
    'import { env } from "../../../../apps/web/src/platform/env.ts"; env();',
  ],
  "packages/database/src/to-testkit.ts": [oneWay, 'import { freePort } from "@assent/testkit/ports"; freePort();'],
  "packages/testkit/src/to-database.ts": [oneWay, 'import { users } from "@assent/database/schema/users"; users();'],
  "apps/web/src/platform/to-testkit.ts": [oneWay, 'import { freePort } from "@assent/testkit/ports"; freePort();'],
  "packages/database/src/to-federation.ts": [oneWay, 'import { keys } from "@assent/federation/keys"; keys();'],
  "packages/federation/src/to-consent.ts": [
    oneWay,
    'import type { Values } from "@assent/consent/claims/claim-mapping"; export type V = Values;',
  ],
  "packages/federation/src/to-next.ts": [oneWay, 'import { cookies } from "next/headers"; cookies();'],
  // app → features → applications → sign-in → ui → platform: each arrow reversed.
  "apps/web/src/features/purposes/to-app.ts": [oneWay, 'import { load } from "@/app/consent/page"; load();'],
  "apps/web/src/features/purposes/to-commands.ts": [oneWay, 'import { run } from "@/commands/erasures"; run();'],
  "apps/web/src/applications/to-feature.ts": [oneWay, 'import { list } from "@/features/users/queries"; list();'],
  "apps/web/src/sign-in/gate/to-app.ts": [oneWay, 'export const page = () => import("@/app/consent/page");'],
  "apps/web/src/sign-in/to-feature.ts": [oneWay, 'import { list } from "@/features/purposes/queries"; list();'],
  "apps/web/src/sign-in/to-applications.ts": [oneWay, 'import { release } from "@/applications/release"; release();'],
  "apps/web/src/ui/to-sign-in.tsx": [oneWay, 'import { start } from "@/sign-in/protocol/start"; start();'],
  "apps/web/src/ui/to-feature.tsx": [oneWay, 'import { list } from "@/features/purposes/queries"; list();'],
  "apps/web/src/platform/to-ui.ts": [oneWay, 'import { Icon } from "@/ui/Icon"; Icon();'],
  "apps/web/src/platform/to-sign-in.ts": [oneWay, 'import { start } from "../sign-in/protocol/start"; start();'],
  "apps/web/src/platform/to-feature.ts": [oneWay, 'import { list } from "@/features/purposes/queries"; list();'],
  "apps/web/src/platform/links/to-app.ts": [oneWay, 'import { load } from "@/app/consent/page"; load();'],
  // Features meet through their queries, by alias or by path.
  "apps/web/src/features/users/next-door.ts": [oneWay, 'import { save } from "@/features/purposes/mutations"; save();'],
  "apps/web/src/features/users/to-topic.ts": [
    oneWay,
    'import { save } from "@/features/purposes/translation/mutations"; save();',
  ],
  "apps/web/src/features/users/components/Row.tsx": [
    oneWay,
    'import { Table } from "../../purposes/components/PurposeTable"; Table();',
  ],
  // Pages and components do not read the database themselves.
  "apps/web/src/app/page.tsx": [oneWay, 'import { findUser } from "@assent/database/users/people"; findUser();'],
  "apps/web/src/app/me/relative.ts": [
    oneWay,
    'import { open } from "../../../../../packages/database/src/engine/open.ts"; open();',
  ],
  "apps/web/src/app/me/seal.ts": [oneWay, 'import { sealToken } from "@assent/crypto/seal"; sealToken();'],
  "apps/web/src/ui/Row.tsx": [
    oneWay,
    'import type { Receipt } from "@assent/database/audit/receipts"; export type R = Receipt;',
  ],
  "apps/web/src/features/records/components/Row.tsx": [
    oneWay,
    'import type { Receipt } from "@assent/database/audit/receipts"; export type R = Receipt;',
  ],
  "apps/web/src/features/my-data/components/Form.tsx": [
    oneWay,
    '"use client"; import { currentUser } from "@/platform/access"; currentUser();',
  ],
  "apps/web/src/features/my-data/components/Mixed.tsx": [
    oneWay,
    '"use client"; import { env, type Env } from "@/platform/env"; export const e: Env = env();',
  ],
  "e2e/journeys/to-web.spec.ts": [oneWay, 'import { env } from "../../apps/web/src/platform/env.ts"; env();'],
  "apps/demo-idp/src/to-consent.ts": [
    oneWay,
    'import { standardAttributes } from "@assent/consent/attribute/standard-attributes"; standardAttributes();',
  ],
  "apps/web/src/features/my-data/queries.ts": [useServer, '"use server"; export async function run() {}'],
  "apps/web/src/features/my-data/inline.ts": [useServer, 'export async function run() { "use server"; }'],
  "apps/web/src/features/users/session-actions.ts": [useServer, '"use server"; export async function run() {}'],
  "apps/web/src/platform/actions.ts": [useServer, '"use server"; export async function run() {}'],
  "apps/web/src/app/me/actions.ts": [useServer, '"use server"; export async function run() {}'],
  "apps/web/src/sign-in/one-after-another.ts": [
    parallel,
    "export const both = async (a, b) => [await a(), await b()];",
  ],
  "apps/web/src/features/users/queries.ts": [
    parallel,
    "export async function list(a, b) { const x = await a(); const y = await b(); return { x, y }; }",
  ],
  "apps/web/src/features/users/sessions/queries.ts": [
    parallel,
    "export async function list(a, b) { const { x } = await a(); const [y] = await b(1); return { x, y }; }",
  ],
  "apps/web/src/app/me/page.tsx": [
    parallel,
    "export default async function Page(a, b) { const x = await a(); const y = await b(); return x + y; }",
  ],
  // A message without its values would show braces to people.
  "apps/web/src/app/me/bare.ts": [
    messages,
    'export const f = async () => { const t = await getTranslations("my-data.connectPage"); return t("first"); }',
  ],
  "apps/web/src/app/me/half.ts": [
    messages,
    'export const f = async () => { const [x, t] = await Promise.all([1, getTranslations("my-data.connectPage")]); const words = { provider: x }; return t("lead", words); }',
  ],
  "apps/web/src/ui/each.tsx": [
    messages,
    "export const F = ({ x }) => { const t = useTranslations(); return t(`my-data.connectPage.reasons.another${x}.title`); }",
  ],
  "apps/web/src/ui/at-once.ts": [
    messages,
    'export const f = async () => (await getTranslations("my-data.connectPage")).rich("whoText", { provider: "x" });',
  ],
  "apps/web/src/platform/port.ts": [environment, "export const port = process.env.PORT;"],
  "packages/database/src/engine/url.ts": [environment, 'export const url = process.env["DATABASE_URL"];'],
  "packages/database/src/engine/shout.ts": [consoleRule, 'console.log("a row");'],
};

/** Allowed code must pass. @type {Record<string, string>} */
const fine = {
  "packages/consent/src/evaluate/fine.ts":
    'import * as z from "zod/mini"; import { a } from "../attribute/attribute.ts"; z.string(a);',
  "packages/consent/src/fine.test.ts":
    'import fc from "fast-check"; import { test } from "vitest"; test("x", () => fc.assert());',
  "packages/database/src/fine.ts":
    'import { evaluate } from "@assent/consent/evaluate/evaluate"; import { join } from "node:path"; evaluate(join);',
  "packages/database/src/testing/fine.ts": 'import { freePort } from "@assent/testkit/ports"; freePort();',
  "packages/federation/src/fine.ts": 'import { seal } from "@assent/crypto/seal"; seal();',
  "apps/web/src/platform/fine.ts":
    'import { find } from "@assent/database/users/people"; import { env } from "./env"; find(env);',
  "apps/web/src/features/users/fine.ts":
    'import { find } from "@assent/database/users/people"; import { list } from "@/features/purposes/queries"; find(list);',
  "apps/web/src/features/users/components/Fine.tsx":
    '"use client"; import type { SignedIn } from "@/platform/access"; import { run } from "../actions"; export const r = (u: SignedIn) => run(u);',
  "apps/web/src/features/users/actions.ts":
    '"use server"; import { save } from "./mutations"; export const run = save;',
  "apps/web/src/features/users/sessions/actions.ts":
    '"use server"; import { save } from "./mutations"; export const run = save;',
  "apps/web/src/features/users/topic.ts": 'import { list } from "@/features/purposes/translation/queries"; list();',
  "apps/web/src/ui/told.ts":
    'export const f = (words, x) => { const t = useTranslations("my-data.connectPage"); return [t("first", words), t("lead", { ...words }), t("title", { provider: x }), t(x), t(`reasons.${x}.title`), t("what")]; }',
  "apps/web/src/app/fine.tsx":
    'import { find } from "@/features/users/queries"; import { Field } from "@/ui/form/Field"; find(Field);',
  "apps/web/src/features/users/history-queries.ts":
    "export async function list(a, b) { const x = await a(); const y = await b({ of: [x.id] }); return { x, y }; }",
  "apps/web/src/features/purposes/queries.ts":
    "export async function list(requireRole, b) { const x = await requireRole(); const y = await b(); return { x, y }; }",
  "apps/web/src/features/users/mutations.ts":
    "export async function save(a, b) { const x = await a(); const y = await b(); return Promise.all([x, y]); }",
  "apps/web/src/features/users/order.test.ts":
    'import { expect, test } from "vitest"; test("x", async (a, b) => expect([await a(), await b()]).toEqual([]));',
  "apps/web/src/platform/env.ts": "export const port = process.env.PORT;",
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
    // With type-aware rules, oxlint looks for its second program on the PATH.
    env: { ...process.env, PATH: [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter) },
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

test.each(Object.entries(planted))("%s is found", (path, [rule]) => {
  expect([...found]).toContain(`${rule} ${path}`);
});

test.each(Object.keys(fine))("%s passes", (path) => {
  const ours = [oneWay, useServer, messages, environment, consoleRule].map((rule) => `${rule} ${path}`);
  expect(ours.filter((problem) => found.has(problem))).toEqual([]);
});
