// `npm run secrets:reseal`: seals with AUTH_SECRET what another one sealed. See launch/reseal.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/reseal.mjs"));
