// `npm run setup:link`: prints a new link that makes the first administrator. See launch/setup-link.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/setup-link.mjs"));
