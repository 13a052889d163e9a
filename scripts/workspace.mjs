// `node scripts/workspace.mjs …` runs the pinned pnpm with these arguments. See workspace/pnpm.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./workspace/pnpm.mjs"));
