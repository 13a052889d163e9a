// `npm run keys:rotate`: gives receipts a new signing key. See launch/keys.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/keys.mjs"));
