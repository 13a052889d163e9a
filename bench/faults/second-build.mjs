// Another build, as the next version would be. For rolling restarts.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anotherBuild } from "../../packages/testkit/src/another-build.ts";
import { root, webDir } from "../../scripts/paths.mjs";

// Outside the checkout, and the same at each run of it.
const folder = join(tmpdir(), `assent-faults-${createHash("sha256").update(root).digest("hex").slice(0, 12)}`);

/** Its directory of the app. It is built once for each build of the checkout, which takes about a minute. */
export function secondBuild() {
  const id = readFileSync(join(webDir, ".next/BUILD_ID"), "utf8");
  const mark = join(folder, "beside");
  if (existsSync(mark) && readFileSync(mark, "utf8") === id) return join(folder, "apps/web");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const web = anotherBuild(folder, process.env);
  writeFileSync(mark, id);
  return web;
}
