import type { PlaywrightTestConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Signs people in through identity providers that others wrote: `npm run test:providers`. */
export default {
  ...journeys,
  testDir: "providers",
  reporter: "list",
  workers: 1,
  projects: [{ name: "providers" }],
} satisfies PlaywrightTestConfig;
