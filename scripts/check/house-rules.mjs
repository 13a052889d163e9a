import { messageArguments } from "./message-arguments-rule.mjs";
import { useServerInActionsOnly } from "./use-server-rule.mjs";
import { parallelAwaits } from "./parallel-awaits-rule.mjs";
import { oneWayImports } from "./one-way-imports-rule.mjs";

/** Our own lint rules, as a plugin for oxlint. */
export default {
  meta: { name: "house" },
  rules: {
    "message-arguments": messageArguments,
    "one-way-imports": oneWayImports,
    "parallel-awaits": parallelAwaits,
    "use-server-in-actions-only": useServerInActionsOnly,
  },
};
