// `npm run build`: installs and builds, and starts nothing. See workspace/prepare.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./workspace/prepare.mjs"));
