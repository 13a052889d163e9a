// `npm start`: everything from an empty machine to a running copy. See launch/start.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/start.mjs"));
