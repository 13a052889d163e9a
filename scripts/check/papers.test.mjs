import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkPapers } from "./papers.mjs";

/** @type {string} */
let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "assent-papers-"));
  write("package.json", '{ "scripts": { "start:all": "" } }');
  write("README.md", "Run `npm run start:all`. [Here](docs/a.md#give-it-a-role), [there](https://example.org/x).");
  write("docs/a.md", "# A\n\n## Give it a role!\n\n[Back](../README.md), [below](b/c.md), [here](#a)");
  write("docs/b/c.md", "[Up](../a.md), `scripts/launch/settings.mjs`, `platform/env.ts`, `features/<name>`, `a/b`");
  write("docs/configuration.md", "| `PORT` | `HOST` |");
  write("apps/web/src/platform/env.ts", "const schema = z.object({\n  PORT: port(3000),\n});");
  write("scripts/launch/settings.mjs", 'const host = set("HOST");');
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test("correct documents pass", async () => {
  expect(await checkPapers(root)).toEqual({ ok: true, details: "" });
});

test.each([
  ["a link to a file that is gone", () => rmSync(join(root, "docs/b/c.md")), "docs/a.md links to b/c.md"],
  ["a link to a heading that is gone", () => write("docs/a.md", "# A"), "README.md links to docs/a.md#give-it-a-role"],
  ["a file that is gone", () => write("docs/b/c.md", "`platform/gone.ts`"), "docs/b/c.md names platform/gone.ts"],
  ["a command that is gone", () => write("docs/b/c.md", "`npm run go`"), "docs/b/c.md names npm run go"],
  ["a setting of the app", () => write("apps/web/src/platform/env.ts", "  DATA_DIR: x,"), "does not name DATA_DIR"],
  ["a setting of the launcher", () => write("scripts/launch/settings.mjs", 'set("DEMO")'), "does not name DEMO"],
])("%s is found", async (_, change, problem) => {
  change();
  const { ok, details } = await checkPapers(root);
  expect(ok).toBe(false);
  expect(details).toContain(problem);
});
