import { testFile } from "./layers.mjs";

/** @typedef {import("./rule.d.mts").Context} Context */
/** @typedef {import("./rule.d.mts").SyntaxNode} SyntaxNode */

/** Tests do one step after another on purpose. */
const product = /(^|\/)(apps|packages)\/[^/]+\/src\//;
/** Files that only read, so that the order does not matter. */
const readingFile = /(^|[/-])(queries\.ts|page\.tsx)$/;

/**
 * Independent reads run in parallel: `await Promise.all([a(), b()])`, not `[await a(), await b()]`, and in files that
 * only read no sequence of `const x = await a()`. A `require…` function comes first and alone, because it decides
 * whether the person may read anything.
 */
export const parallelAwaits = {
  create(/** @type {Context} */ context) {
    const file = context.filename.replaceAll("\\", "/");
    if (!product.test(file) || testFile.test(file)) return {};
    const reads = readingFile.test(file);
    return {
      ArrayExpression(/** @type {SyntaxNode & { elements: readonly (SyntaxNode | null)[] }} */ node) {
        const awaits = node.elements.filter((element) => element?.type === "AwaitExpression");
        if (awaits.length < 2) return;
        context.report({ node, message: "Await these together: await Promise.all([…])." });
      },
      BlockStatement(/** @type {SyntaxNode & { body: readonly SyntaxNode[] }} */ node) {
        if (!reads) return;
        for (const [index, statement] of node.body.entries()) {
          const [first, second] = [awaited(node.body[index - 1]), awaited(statement)];
          if (!first || !second || uses(second.call, namesOf(first.pattern))) continue;
          context.report({
            node: statement,
            message: "Await this together with the line above: await Promise.all([…]).",
          });
        }
      },
    };
  },
};

/**
 * The call of a statement `const pattern = await call()`, or undefined for any other statement.
 * @param {any} statement
 * @returns {{ pattern: SyntaxNode, call: SyntaxNode } | undefined}
 */
function awaited(statement) {
  if (statement?.type !== "VariableDeclaration" || statement.declarations.length !== 1) return undefined;
  const [{ id, init }] = statement.declarations;
  if (init?.type !== "AwaitExpression" || init.argument.type !== "CallExpression") return undefined;
  const { callee } = init.argument;
  if (callee.type === "Identifier" && callee.name.startsWith("require")) return undefined;
  return { pattern: id, call: init.argument };
}

/** @param {SyntaxNode} node @returns {ReadonlySet<string>} */
function namesOf(node) {
  /** @type {Set<string>} */
  const names = new Set();
  walk(node, ({ type, name }) => type === "Identifier" && names.add(String(name)));
  return names;
}

/** @param {SyntaxNode} node @param {ReadonlySet<string>} names */
function uses(node, names) {
  let found = false;
  walk(node, ({ type, name }) => (found ||= type === "Identifier" && names.has(String(name))));
  return found;
}

/** @param {any} node @param {(node: SyntaxNode & { name?: unknown }) => unknown} visit */
function walk(node, visit) {
  if (typeof node?.type !== "string") return;
  visit(node);
  for (const [key, child] of Object.entries(node)) {
    if (key === "parent") continue;
    for (const one of Array.isArray(child) ? child : [child]) walk(one, visit);
  }
}
