import type { PlaywrightTestConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Signs people in to programs that others wrote and that no package brings: `npm run test:applications`. */
export default {
  ...journeys,
  testDir: "foreign",
  reporter: "list",
  workers: 1,
  projects: [{ name: "applications" }],
} satisfies PlaywrightTestConfig;
