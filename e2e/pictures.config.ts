import type { PlaywrightTestConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Draws the pictures of the README from the running product: `npm run pictures`. */
export default {
  ...journeys,
  testDir: "pictures",
  reporter: "list",
  projects: [{ name: "pictures" }],
} satisfies PlaywrightTestConfig;
