import { spawnSync } from "node:child_process";
import {
  cpSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { buildKey } from "../../../scripts/workspace/build-key.mjs";

const root = resolve(import.meta.dirname, "../../..");
const made = new Set([".next", ".turbo", ".cache", ".data", "test-results"]);

/**
 * Builds the app a second time from a copy of this checkout in which a form differs, as the next version would, and
 * returns the directory of its server. `folder`: an empty one of the caller, who deletes it, outside the checkout: Next
 * takes the outermost lock file for that of the workspace. Takes a minute of two cores.
 */
export function anotherBuild(folder: string, environment: NodeJS.ProcessEnv): string {
  // Names of server actions follow from paths below the workspace, so the copy is a whole one.
  for (const name of ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "tsconfig.base.json"]) {
    cpSync(join(root, name), join(folder, name));
  }
  for (const name of ["node_modules", "packages"]) link(join(root, name), join(folder, name));
  const web = join(folder, "apps/web");
  mkdirSync(dirname(web));
  // The build writes beside its sources, so these are copies; what is installed is linked.
  cpSync(join(root, "apps/web"), web, {
    recursive: true,
    filter: (from) => !/[\\/](node_modules|\.next|\.turbo)$/.test(from),
  });
  link(join(root, "apps/web/node_modules"), join(web, "node_modules"));
  const form = join(web, "src/ui/form/AdminForm.tsx");
  const source = readFileSync(form, "utf8");
  const changed = source.replace('className="max-w-form"', 'className="max-w-form another-build"');
  if (changed === source) throw new Error("The form of the administration has another look now");
  writeFileSync(form, changed);
  const next = join(web, "node_modules/next/dist/bin/next");
  const env = { ...environment, NODE_ENV: "production", NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: buildKey } as const;
  const { status, stderr } = spawnSync(process.execPath, [next, "build"], { cwd: web, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`The other build failed: ${stderr.slice(-2000)}`);
  return web;
}

/** Links every file, because a copy of what is installed would be a gigabyte. */
function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (made.has(entry.name)) continue;
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.isDirectory()) link(source, target);
    else linkSync(source, target);
  }
}
