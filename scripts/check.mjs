// `npm run check`: everything that is wrong with the sources without running them. See check/check.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./check/check.mjs"));
