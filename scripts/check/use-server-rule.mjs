/**
 * "use server" turns every export of a file into an address that anyone can post to, so it is allowed in action files
 * only. https://react.dev/reference/rsc/use-server
 */
export const useServerInActionsOnly = {
  create(/** @type {import("./rule.d.mts").Context} */ context) {
    if (
      /(^|\/)apps\/web\/src\/(features\/[^/]+(\/[\w-]+)?|sign-in)\/actions\.ts$/.test(
        context.filename.replaceAll("\\", "/"),
      )
    )
      return {};
    return {
      ExpressionStatement(/** @type {import("./rule.d.mts").Statement} */ node) {
        if (node.directive !== "use server") return;
        context.report({
          node,
          message: '"use server" belongs in the actions.ts of a feature, of a topic of one, or of the sign-in only.',
        });
      },
    };
  },
};
