// `npm run dev`: the same from sources, with reloading. See launch/dev.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/dev.mjs"));
