import { runWithConfig } from "./with-config.mjs";

/** `npm run pictures`: draws the pictures of the README from the running product. */
export const run = () => runWithConfig("pictures.config.ts");
