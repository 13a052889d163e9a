import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** Names that Next.js and the commands' launcher look for in a file. */
const agreed = [
  {
    where: /^apps\/web\/src\/app\/.*\/?(page|layout|route|not-found)\.tsx?$/,
    names: /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|metadata|generateMetadata|generateStaticParams|viewport)$/,
  },
  { where: /^apps\/web\/src\/commands\//, names: /^run$/ },
];

// Prettier puts every export of a module at the beginning of a line.
const declaration =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type|enum) +(\w+)/gm;
const list = /^export (?:type )?\{([^}]*)\}(?! from)/gm;
const passedOn = /^export (?:type )?(?:\*(?: as \w+)?|\{[^}]*\}) from/m;
const imports = /^import (?:type )?\{([^}]*)\} from/gm;

/**
 * No two files of the packages and the web app export different things with the same name, so that a search or an
 * editor's import finds the right one. A default export has no name. A file of the packages does not re-export from
 * another: each name is imported from the file that declares it.
 * @param {string} root of the repository
 * @returns {Promise<import("./verdict.mjs").Verdict>}
 */
export async function checkNames(root) {
  const packages = await readdir(join(root, "packages"));
  const directories = [...packages.map((name) => `packages/${name}/src`), "apps/web/src"];
  const files = (await Promise.all(directories.map((directory) => sourcesIn(root, directory)))).flat();
  /** @type {Map<string, Set<string>>} */
  const declaredIn = new Map();
  /** @type {string[]} */
  const passing = [];
  for (const file of files) {
    const source = await readFile(join(root, file), "utf8");
    if (file.startsWith("packages/") && passedOn.test(source)) passing.push(file);
    for (const name of exportedNames(source)) {
      if (agreed.some(({ where, names }) => where.test(file) && names.test(name))) continue;
      declaredIn.set(name, (declaredIn.get(name) ?? new Set()).add(file));
    }
  }
  if (declaredIn.size === 0) return { ok: false, details: "No file exports a name" };
  const twice = [...declaredIn].filter(([, where]) => where.size > 1).sort(([a], [b]) => (a < b ? -1 : 1));
  const problems = [
    ...twice.map(([name, where]) => `${name} is exported by ${[...where].sort().join(" and ")}`),
    ...passing.map((file) => `${file} passes on what another file exports: import it from there`),
  ];
  return { ok: problems.length === 0, details: problems.join("\n") };
}

/** @param {string} root @param {string} directory @returns {Promise<string[]>} paths from the root */
async function sourcesIn(root, directory) {
  const entries = await readdir(join(root, directory), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

/** @param {string} source @returns {string[]} what it declares and exports; what it imported is declared elsewhere */
function exportedNames(source) {
  const declared = [...source.matchAll(declaration)].map(([, name = ""]) => name);
  const imported = new Set([...source.matchAll(imports)].flatMap(([, names = ""]) => namesIn(names)));
  const listed = [...source.matchAll(list)].flatMap(([, names = ""]) => namesIn(names));
  return [...declared, ...listed.filter((name) => name !== "default" && !imported.has(name))];
}

/** The exported names of a list in braces: `a, type B, c as d` gives a, B and d. @param {string} names */
const namesIn = (names) =>
  names
    .split(",")
    .map((one) => one.trim().split(/\s+/).at(-1) ?? "")
    .filter((name) => name !== "");
