import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { root } from "../paths.mjs";
import { testFile } from "./layers.mjs";

/** @typedef {import("./rule.d.mts").Context} Context */
/** A node of the syntax tree: its members depend on its type. @typedef {any} Node */
/** @typedef {{ kind: "translator", namespace: string } | { kind: "words", names: ReadonlySet<string> }} Known */

const program = /(^|\/)apps\/web\/src\//;

/**
 * A message with values must be called with them. Otherwise people read the names in braces. Checked in the file that
 * names the message and passes the values. A key with a variable part needs the values of every message that it can
 * name.
 */
export const messageArguments = {
  create(/** @type {Context} */ context) {
    const file = context.filename.replaceAll("\\", "/");
    if (!program.test(file) || testFile.test(file)) return {};
    /** What is known about a name, by the function that declares it. @type {Map<Node, Map<string, Known>>} */
    const declared = new Map();
    /** @param {Node} node @param {string} name */
    const known = (node, name) => {
      for (let at = node; at; at = at.parent) {
        const found = declared.get(at)?.get(name);
        if (found) return found;
      }
      return undefined;
    };
    return {
      VariableDeclarator(/** @type {Node} */ node) {
        const scope = scopeOf(node);
        for (const [pattern, value] of pairsOf(node)) {
          const about = pattern?.type === "Identifier" ? whatIs(value) : null;
          if (about) declared.set(scope, (declared.get(scope) ?? new Map()).set(pattern.name, about));
        }
      },
      CallExpression(/** @type {Node} */ node) {
        const called = node.callee.type === "MemberExpression" ? node.callee.object : node.callee;
        const method = node.callee.type === "MemberExpression" ? node.callee.property.name : "t";
        if (!["t", "rich", "markup"].includes(method)) return;
        const about = called.type === "Identifier" ? known(node, called.name) : whatIs(called);
        const [key, values] = node.arguments;
        const pattern = about?.kind === "translator" && key ? patternOf(about.namespace, key) : null;
        const given = values?.type === "Identifier" ? wordsIn(known(node, values.name)) : namesIn(values);
        if (!pattern || !given) return;
        const [first = [], ...rest] = messages().flatMap(([name, needs]) => (pattern.test(name) ? [needs] : []));
        const needed = first.filter((name) => rest.every((needs) => needs.includes(name)));
        const missing = [...new Set(needed)].filter((name) => !given.has(name));
        if (missing.length > 0) context.report({ node, message: `This message needs ${missing.sort().join(", ")}.` });
      },
    };
  },
};

/** @param {Node} node */
function scopeOf(node) {
  let at = node.parent;
  while (at?.parent && !/Function/.test(at.type)) at = at.parent;
  return at;
}

/** `const t = await f()`, and `const [a, t] = await Promise.all([f(), g()])`. @param {Node} declarator */
function pairsOf({ id, init }) {
  const value = init?.type === "AwaitExpression" ? init.argument : init;
  const list = value?.type === "CallExpression" && value.callee.property?.name === "all" ? value.arguments[0] : null;
  if (id.type !== "ArrayPattern" || list?.type !== "ArrayExpression") return [[id, value]];
  return id.elements.map((/** @type {Node} */ element, /** @type {number} */ index) => [element, list.elements[index]]);
}

/** @param {Node} value @returns {Known | null} */
function whatIs(value) {
  const of = value?.type === "AwaitExpression" ? value.argument : value;
  if (of?.type === "ObjectExpression") {
    const names = namesIn(of);
    return names && { kind: "words", names };
  }
  if (of?.type !== "CallExpression" || !/^(use|get)Translations$/.test(of.callee.name ?? "")) return null;
  const [named] = of.arguments;
  if (named === undefined) return { kind: "translator", namespace: "" };
  const text = named.type === "ObjectExpression" ? memberOf(named, "namespace") : named;
  return typeof text?.value === "string" ? { kind: "translator", namespace: `${text.value}.` } : null;
}

/** @param {Node} object @param {string} name */
const memberOf = (object, name) =>
  object.properties.find((/** @type {Node} */ { key }) => key?.name === name)?.value ?? null;

/** @param {Known | undefined} known */
const wordsIn = (known) => (known?.kind === "words" ? known.names : null);

/**
 * The names of an object that is written out, empty if there is none; null if they cannot be known.
 * @param {Node} values
 */
function namesIn(values) {
  /** @type {Set<string>} */
  const names = new Set();
  if (values === undefined) return names;
  if (values.type !== "ObjectExpression") return null;
  for (const { type, key, computed, argument } of values.properties) {
    const inner = type === "SpreadElement" ? namesIn(argument) : null;
    if (type === "SpreadElement" ? inner === null : computed) return null;
    for (const name of inner ?? [String(key.name ?? key.value)]) names.add(name);
  }
  return names;
}

/** The messages that a key can name; null for a key that is a variable. @param {string} namespace @param {Node} key */
function patternOf(namespace, key) {
  const parts =
    key.type === "TemplateLiteral"
      ? key.quasis.map((/** @type {Node} */ { value }) => value.cooked)
      : typeof key.value === "string"
        ? [key.value]
        : null;
  if (parts === null || parts.every((/** @type {string} */ part) => part === "")) return null;
  const escaped = parts.map((/** @type {string} */ part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${namespace.replaceAll(".", "\\.")}${escaped.join("[^.]+")}$`);
}

/** @type {[name: string, needs: string[]][] | undefined} */
let read;

/** Every English message by its full name, with the names of its values. */
function messages() {
  const directory = join(root, "apps/web/src/messages/en");
  read ??= readdirSync(directory).flatMap((file) =>
    textsIn(JSON.parse(readFileSync(join(directory, file), "utf8")), file.replace(/\.json$/, "")),
  );
  return read;
}

/** @param {unknown} node @param {string} path @returns {[string, string[]][]} */
function textsIn(node, path) {
  if (typeof node === "string") return [[path, parse(node).flatMap(needsOf)]];
  return Object.entries(node ?? {}).flatMap(([key, value]) => textsIn(value, `${path}.${key}`));
}

/** @param {import("@formatjs/icu-messageformat-parser").MessageFormatElement} element @returns {string[]} */
function needsOf(element) {
  if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
  if (element.type === TYPE.tag) return [element.value, ...element.children.flatMap(needsOf)];
  if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element.value];
  return [element.value, ...Object.values(element.options).flatMap(({ value }) => value.flatMap(needsOf))];
}
