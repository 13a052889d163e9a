// `node scripts/check/verdicts.mjs messages`: one of our own checks, as turbo runs it.
import { join } from "node:path";
import { root, webDir } from "../paths.mjs";
import { checkMessages } from "./messages.mjs";
import { checkMigrations } from "./migrations.mjs";
import { checkNames } from "./names.mjs";
import { checkPapers } from "./papers.mjs";
import { checkProofs } from "./proofs.mjs";
import { checkRemovals } from "./removals.mjs";
import { checkWords } from "./words.mjs";

/** @type {Record<string, () => Promise<import("./verdict.mjs").Verdict>>} */
const checks = {
  migrations: () => checkMigrations(),
  messages: () => checkMessages(join(webDir, "src/messages")),
  names: () => checkNames(root),
  papers: () => checkPapers(root),
  proofs: () => checkProofs(root),
  removals: () => checkRemovals(root),
  words: () => checkWords(root),
};

const check = checks[process.argv[2] ?? ""];
if (!check) throw new Error(`Give one of these: ${Object.keys(checks).join(", ")}`);
const { ok, details } = await check();
if (!ok) {
  console.error(details);
  process.exitCode = 1;
}
