import { runWithConfig } from "./with-config.mjs";

/** `npm run test:applications`: signs people in to programs that others wrote, which the machine must have. */
export const run = () => runWithConfig("foreign.config.ts");
