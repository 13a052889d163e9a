// `npm run erasures`: what to erase again after a backup was restored. See launch/app-command.mjs and docs/erasure.md.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/app-command.mjs").then(({ appCommand }) => appCommand("erasures.ts")));
