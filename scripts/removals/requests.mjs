import { database, web } from "./places.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * Requests and browsers.
 * @type {readonly Removal[]}
 */
export const requests = [
  {
    threat: "Open redirect",
    file: `${web}/platform/links/return-path.ts`,
    from: 'if (!looksLikePath(decodeURIComponent(decodeURIComponent(wanted)))) return "/";',
    to: "",
    test: `${web}/platform/links/return-path.test.ts`,
  },
  {
    threat: "A request is larger than anything we take",
    file: "apps/web/edge.mjs",
    from: "return length > largestBody &&",
    to: "return length < 0 && length > largestBody &&",
    test: "apps/web/failures.test.ts",
  },
  {
    threat: "A request is larger than anything we take",
    file: "apps/web/failures.mjs",
    from: "if (!response.headersSent && !state.isAnswered) answer(tooSlow());",
    to: "if (ms < 0) answer(tooSlow());",
    test: "apps/web/failures.test.ts",
  },
  {
    threat: "A request is larger than anything we take",
    file: `${database}/engine/limits.ts`,
    from: "statement_timeout: statementMs,",
    to: "statement_timeout: null,",
    test: `${database}/engine/deadlines.test.ts`,
  },
  {
    threat: "A request is larger than anything we take",
    file: `${database}/engine/pool.ts`,
    from: "const timer = poolMs === null ? undefined : setTimeout(late, poolMs);",
    to: "const timer = poolMs === null ? undefined : setTimeout(late, 60_000);",
    test: `${database}/engine/deadlines.test.ts`,
  },
  {
    threat: "What fails shows a page without words",
    file: "apps/web/failures.mjs",
    from: "answer(state.failure);\n    return true;",
    to: "return false;",
    test: "apps/web/failures.test.ts",
  },
  {
    threat: "What fails shows a page without words",
    file: `${web}/sign-in/protocol/sort-problem.ts`,
    from: 'if (databaseFailure(error)) return "ours";',
    to: "",
    test: `${web}/sign-in/protocol/sort-problem.test.ts`,
  },
  {
    threat: "The demonstration, where anyone can sign in as anyone",
    file: `${web}/platform/env.ts`,
    from: "if (demoOn && !isThisMachine(url)) {",
    to: 'if (demoOn && url.host === "") {',
    test: `${web}/platform/env.test.ts`,
  },
];
