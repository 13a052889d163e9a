import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/**
 * The documents are right as far as a program can check: links lead to a file and a heading, files and commands that
 * they name exist, and docs/configuration.md names every setting.
 * @param {string} root of the repository
 * @returns {Promise<import("./verdict.mjs").Verdict>}
 */
export async function checkPapers(root) {
  const papers = await readPapers(root);
  const checks = [brokenLinks(root, papers), missingFiles(root, papers), missingCommands(root, papers)];
  const found = await Promise.all([...checks, missingSettings(root)]);
  const problems = found.flat();
  return { ok: problems.length === 0, details: problems.join("\n") };
}

/** @param {string} root @returns {Promise<ReadonlyMap<string, string>>} path → text */
async function readPapers(root) {
  const names = [
    ...(await readdir(root)),
    ...(await readdir(join(root, "docs"), { recursive: true })).map((name) => join("docs", name)),
  ].filter((name) => name.endsWith(".md"));
  const texts = names.map(async (name) => /** @type {const} */ ([name, await readFile(join(root, name), "utf8")]));
  return new Map(await Promise.all(texts));
}

/** @param {string} root @param {ReadonlyMap<string, string>} papers */
async function brokenLinks(root, papers) {
  /** @type {string[]} */
  const problems = [];
  for (const [name, text] of papers) {
    for (const [, link = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path = "", heading] = link.split("#");
      const target = path === "" ? join(root, name) : join(root, dirname(name), path);
      if (!(await exists(target))) problems.push(`${name} links to ${link}, which is not there`);
      else if (heading && !headingsOf(papers.get(relative(root, target)) ?? "").includes(heading))
        problems.push(`${name} links to ${link}, and there is no such heading`);
    }
  }
  return problems;
}

/** @param {string} path */
const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** As GitHub names them in addresses. @param {string} text */
const headingsOf = (text) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\-_ ]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );

/**
 * Paths of the repository, and of apps/web/src without it. A placeholder in angle brackets or capitals names no file.
 * @param {string} root
 * @param {ReadonlyMap<string, string>} papers
 */
async function missingFiles(root, papers) {
  /** @type {string[]} */
  const problems = [];
  for (const [name, text] of papers) {
    for (const [, path = ""] of text.matchAll(/`([\w.-]+\/[^`\s<>*]+)`/g)) {
      const [folder = ""] = path.split("/");
      const home = ours.has(folder) ? root : inWeb.has(folder) ? join(root, "apps/web/src") : null;
      if (home === null || /[A-Z]{4}/.test(path)) continue;
      if (!(await exists(join(home, path)))) problems.push(`${name} names ${path}, which is not there`);
    }
  }
  return problems;
}

const ours = new Set(["apps", "packages", "scripts", "e2e", "bench", "deploy", "docs"]);
const inWeb = new Set(["app", "features", "applications", "sign-in", "ui", "platform"]);

/** @param {string} root @param {ReadonlyMap<string, string>} papers */
async function missingCommands(root, papers) {
  /** @type {{ scripts?: Record<string, string> }} */
  const { scripts = {} } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return [...papers].flatMap(([name, text]) =>
    [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
      .map(([, command = ""]) => command)
      .filter((command) => !Object.hasOwn(scripts, command))
      .map((command) => `${name} names npm run ${command}, which is not in package.json`),
  );
}

/** The settings as the two modules that read the environment name them. @param {string} root */
async function missingSettings(root) {
  const [paper, app, launcher] = await Promise.all(
    ["docs/configuration.md", "apps/web/src/platform/env.ts", "scripts/launch/settings.mjs"].map((file) =>
      readFile(join(root, file), "utf8"),
    ),
  );
  const named = [
    ...(app ?? "").matchAll(/^ {2}([A-Z][A-Z_]+): /gm),
    ...(launcher ?? "").matchAll(/set\("([A-Z][A-Z_]+)"\)/g),
  ];
  const settings = new Set(named.map(([, setting = ""]) => setting));
  if (settings.size === 0) return ["No setting was found where they are read"];
  return [...settings]
    .filter((setting) => !paper?.includes(`\`${setting}\``))
    .map((setting) => `docs/configuration.md does not name ${setting}`);
}
