// `npm run provider:add`: connects an identity provider. See launch/app-command.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/app-command.mjs").then(({ appCommand }) => appCommand("add-provider.ts")));
