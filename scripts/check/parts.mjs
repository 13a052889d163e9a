import { join } from "node:path";
import { cacheDir, root, webDir } from "../paths.mjs";
import { nextProgram } from "../workspace/build.mjs";
import { programOf } from "../workspace/programs.mjs";
import { checkMigrations } from "./migrations.mjs";
import { checkNames } from "./names.mjs";
import { checkPapers } from "./papers.mjs";
import { checkProofs } from "./proofs.mjs";
import { verdictOf } from "./verdict.mjs";

/** @typedef {{ name: string, run: () => Promise<import("./verdict.mjs").Verdict> }} Part */

const typed = [
  ...["consent", "crypto", "federation", "database"].map((name) => `packages/${name}`),
  "apps/demo-idp",
  "e2e",
  "scripts",
];

/** Remembers what was fine by content, so that only changed files are looked at. @param {string} name */
const cached = (name) => ["--cache", `--cache-location=${join(cacheDir, name)}`];

/** Everything that looks at sources only. @type {readonly Part[]} */
export const sourceParts = [
  { name: "lint and imports", run: () => verdictOf(root, programOf("oxlint"), ["--quiet"]) },
  {
    name: "formatting",
    run: () => verdictOf(root, programOf("prettier"), ["--check", "--log-level=warn", ...cached("prettier"), "."]),
  },
  { name: "dead code", run: () => verdictOf(root, programOf("knip"), ["--no-progress", ...cached("knip")]) },
  { name: "migrations", run: () => checkMigrations() },
  { name: "names", run: () => checkNames(root) },
  { name: "proofs", run: () => checkProofs(root) },
  { name: "papers", run: () => checkPapers(root) },
  {
    name: "messages",
    // It imports a package, and this file is read before any is installed.
    run: async () => (await import("./messages.mjs")).checkMessages(join(webDir, "src/messages")),
  },
  ...typed.map((path) => ({ name: `types of ${path}`, run: () => typecheck(join(root, path)) })),
];

/** Needs types that Next generates into apps/web/.next, so it must not run beside a build. @type {Part} */
export const webTypes = {
  name: "types of apps/web",
  run: async () => {
    const generated = await verdictOf(webDir, nextProgram, ["typegen"]);
    return generated.ok ? typecheck(webDir) : generated;
  },
};

/** @param {string} directory */
const typecheck = (directory) => verdictOf(directory, programOf("typescript", { program: "tsc" }), ["-p", "."]);
