// `npm run provider:add`: connects an identity provider. See launch/provider.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/provider.mjs"));
