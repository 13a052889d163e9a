import { posix } from "node:path";
import {
  closedToComponents,
  components,
  featureDoor,
  featureRoom,
  layers,
  serverOnly,
  testFile,
  testkit,
  vectors,
} from "./layers.mjs";

/** @typedef {import("./rule.d.mts").Context} Context */
/** @typedef {import("./rule.d.mts").ModuleNode} ModuleNode */

/** Imports go one way: see layers.mjs. */
export const oneWayImports = {
  create(/** @type {Context} */ context) {
    const file = posixPath(context.filename).slice(posixPath(context.cwd).length + 1);
    const room = roomOf(file);
    if (!room) return {};
    let inBrowser = false;

    const check = (/** @type {ModuleNode} */ node, typesOnly = isTypesOnly(node)) => {
      if (typeof node.source?.value !== "string") return;
      const message = problem({ file, room, inBrowser: inBrowser && !typesOnly }, node.source.value);
      if (message) context.report({ node, message });
    };
    return {
      Program(/** @type {import("./rule.d.mts").Program} */ program) {
        inBrowser = program.body.some((statement) => statement.directive === "use client");
      },
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: (/** @type {ModuleNode} */ node) => check(node, true),
    };
  },
};

/**
 * The problem with importing `specifier` there, or undefined.
 * @param {{ file: string, room: string, inBrowser: boolean }} from
 * @param {string} specifier
 */
function problem({ file, room, inBrowser }, specifier) {
  const layer = layers[room];
  const target = pathOf(specifier, file);
  if (target === undefined) {
    if (!layer?.packages || testFile.test(file) || layer.packages.test(specifier)) return undefined;
    return `${room} must not import ${specifier}.`;
  }
  const other = roomOf(target);
  if (
    inBrowser &&
    serverOnly.some((path) => target === path || target.startsWith(`${path}/`) || target === `${path}.ts`)
  ) {
    return `A client component must not import ${target}: only types may come from there.`;
  }
  if (components.test(file) && other && closedToComponents.includes(other)) {
    return `A component must not import ${target}: it is given what it draws.`;
  }
  if (!meetsAtTheDoor(file, target)) return `A feature meets ${target} through its queries only.`;
  if (posix.dirname(target) === vectors && testFile.test(file)) return undefined;
  if (other === testkit && testFile.test(file)) return undefined;
  if (other === room || (other && layer?.ours.includes(other))) return undefined;
  return `${room} must not import ${other ?? target}: imports point one way.`;
}

/**
 * Whether a file of a feature imports only the queries of another feature.
 * @param {string} file
 * @param {string} target
 */
function meetsAtTheDoor(file, target) {
  const [from, to] = [featureRoom.exec(file)?.[1], featureRoom.exec(target)?.[1]];
  return from === undefined || to === undefined || from === to || featureDoor.test(target);
}

/**
 * The path of one of our files in the checkout, or undefined for a package.
 * @param {string} specifier
 * @param {string} file
 */
function pathOf(specifier, file) {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(file), specifier);
  if (specifier.startsWith("@/")) return `apps/web/src/${specifier.slice(2)}`;
  const [, name, rest] = /^@assent\/([^/]+)\/?(.*)$/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  if (name === "e2e") return `e2e/${rest}`;
  return `${["web", "demo-idp", "demo-library"].includes(name) ? "apps" : "packages"}/${name}/src/${rest}`;
}

/** @param {string} path */
function roomOf(path) {
  return Object.keys(layers)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

/** @param {ModuleNode} node */
function isTypesOnly(node) {
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = node.specifiers ?? [];
  return (
    specifiers.length > 0 &&
    specifiers.every((specifier) => specifier.importKind === "type" || specifier.exportKind === "type")
  );
}

/** @param {string} path */
const posixPath = (path) => path.replaceAll("\\", "/");
