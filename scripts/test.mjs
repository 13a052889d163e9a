// `npm test`: every suite, and one count at the end. See testing/test.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./testing/test.mjs"));
