import { runWithConfig } from "./with-config.mjs";

/** `npm run test:providers`: signs people in through identity providers that others wrote, which the machine must have. */
export const run = () => runWithConfig("providers.config.ts");
