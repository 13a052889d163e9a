// Another build of the same sources: another build id, other keys of its server actions. For rolling restarts.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "../../scripts/launch/processes.mjs";
import { cacheDir, root, webDir } from "../../scripts/paths.mjs";

const tree = join(cacheDir, "faults/second");
const copied = [
  "apps",
  "packages",
  "scripts",
  "node_modules",
  "package.json",
  "tsconfig.base.json",
  "pnpm-workspace.yaml",
];

/** Its directory of the app. It is built once for each build of the checkout, which takes about a minute. */
export async function secondBuild() {
  const id = readFileSync(join(webDir, ".next/BUILD_ID"), "utf8");
  const web = join(tree, "apps/web");
  const mark = join(tree, "beside");
  if (existsSync(mark) && readFileSync(mark, "utf8") === id) return web;
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  // Hard links, because the installed packages are large, and nothing is written in place.
  execFileSync("cp", ["-al", ...copied.map((name) => join(root, name)), tree]);
  rmSync(join(web, ".next"), { recursive: true, force: true });
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const args = ["node_modules/next/dist/bin/next", "build"];
  const { ok, lines } = await runToEnd({ command: process.execPath, args, cwd: web, env });
  if (!ok) throw new Error(`The second build failed.\n${lines.join("\n")}`);
  writeFileSync(mark, id);
  return web;
}
