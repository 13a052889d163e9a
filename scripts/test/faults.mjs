import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root, webDir } from "../paths.mjs";
import { build } from "../workspace/build.mjs";
import { install } from "../workspace/install.mjs";

/** `npm run test:faults`: builds the product and runs bench/faults/run.mjs, which reads our TypeScript. @param {string[]} args */
export async function run(args) {
  await install();
  await build();
  const typescript = join(webDir, "node_modules/tsx/dist/loader.mjs");
  const program = spawn(process.execPath, ["--import", typescript, "bench/faults/run.mjs", ...args], {
    cwd: root,
    stdio: "inherit",
  });
  const [code] = await once(program, "exit");
  process.exitCode = code ?? 1;
}
