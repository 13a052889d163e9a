import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Draws the pictures of the README from the running product: `npm run pictures`. */
export default defineConfig(journeys, {
  testDir: "pictures",
  grepInvert: [],
  reporter: "list",
  projects: [{ name: "pictures" }],
});
