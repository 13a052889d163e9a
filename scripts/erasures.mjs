// `npm run erasures`: what to erase again after a backup was restored. See launch/erasures.mjs and docs/erasure.md.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/erasures.mjs"));
