// `npm start`: everything from an empty machine to a running copy. See testing/pictures.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./testing/pictures.mjs"));
