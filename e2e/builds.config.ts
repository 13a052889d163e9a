import type { PlaywrightTestConfig } from "@playwright/test";
import journeys, { desktop } from "./playwright.config.ts";

/** Two builds of the app behind one address: `npm run test:builds`. Building takes too long for every run of the tests. */
export default {
  ...journeys,
  testDir: "builds",
  reporter: "list",
  workers: 1,
  projects: [{ name: "builds", use: desktop }],
} satisfies PlaywrightTestConfig;
