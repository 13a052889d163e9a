import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ExpectedError } from "../expected-error.mjs";
import { runToEnd } from "../launch/processes.mjs";
import { root } from "../paths.mjs";
import { step } from "../progress.mjs";
import { programOf } from "../workspace/programs.mjs";

const e2eDir = join(root, "e2e");

/**
 * The path of a Chromium for the tests; installs one if there is none.
 * Errors: ExpectedError with what to install or set.
 * @returns {Promise<string>}
 */
export async function findBrowser() {
  const given = process.env["CHROMIUM_PATH"];
  if (given) {
    if (existsSync(given)) return given;
    throw new ExpectedError("CHROMIUM_PATH must be the path of a Chromium or Chrome");
  }
  const found = await firstThatRuns(installedPaths());
  return found ?? step("Installing a browser for the tests", installBrowser);
}

function installedPaths() {
  const directories = (process.env["PATH"] ?? "").split(delimiter);
  // The headless shell first: the same browser without windows, a fifth faster, and Playwright's own choice.
  const names = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
  ];
  const elsewhere = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ...["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((variable) =>
      join(process.env[variable] ?? "C:\\", "Google\\Chrome\\Application\\chrome.exe"),
    ),
  ];
  return [...names.flatMap((name) => directories.map((directory) => join(directory, name))), ...elsewhere];
}

async function installBrowser() {
  const attempts = [viaPlaywright, viaDebian];
  /** @type {string[]} */
  const told = [];
  for (const attempt of attempts) {
    const lines = await attempt();
    const found = await firstThatRuns([...installedPaths(), await playwrightsPath()]);
    if (found) return found;
    told.push(...lines.slice(-4));
  }
  throw new ExpectedError(
    `The journeys need Chromium, and it could not be installed. Install Chromium or Chrome, or set CHROMIUM_PATH.\n${told.join("\n")}`,
  );
}

async function viaPlaywright() {
  const program = programOf("@playwright/test", { in: e2eDir, program: "playwright" });
  return run(process.execPath, [program, "install", "chromium"]);
}

async function viaDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return [];
  const lines = [...(await run("apt-get", ["update"]))];
  for (const name of ["chromium-headless-shell", "chromium"]) {
    if (await firstThatRuns(installedPaths())) break;
    lines.push(...(await run("apt-get", ["install", "-y", "--no-install-recommends", name, "fonts-liberation"])));
  }
  return lines;
}

/** @param {string} command @param {string[]} args */
async function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return (await runToEnd({ command, args, cwd: root, env })).lines;
}

async function playwrightsPath() {
  const entry = pathToFileURL(join(e2eDir, "node_modules/@playwright/test/index.mjs")).href;
  /** @type {{ chromium: { executablePath(): string } }} */
  const { chromium } = await import(entry);
  return chromium.executablePath();
}

/** A browser may lack a library, or be a stub that only says how to install it. @param {readonly string[]} paths */
async function firstThatRuns(paths) {
  for (const path of paths.filter((candidate) => existsSync(candidate))) {
    // On Windows this would open a window instead.
    if (process.platform === "win32") return path;
    const { ok } = await runToEnd({ command: path, args: ["--version"], cwd: root, env: process.env });
    if (ok) return path;
  }
  return undefined;
}
