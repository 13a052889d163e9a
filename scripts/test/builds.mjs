import { runWithConfig } from "./with-config.mjs";

/** `npm run test:builds`: two builds of the app behind one address, as during an update. */
export const run = () => runWithConfig("builds.config.ts");
