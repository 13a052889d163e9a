import { defineConfig, devices } from "@playwright/test";

const executablePath = process.env["CHROMIUM_PATH"];

// Chromium has no sandbox for root, which many containers run as.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } };
export const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };

export default defineConfig({
  testDir: "journeys",
  globalSetup: "./product-template.ts",
  timeout: 60_000,
  // Two browsers, two apps and two providers share two cores, so slow steps are not failures.
  expect: { timeout: 15_000 },
  // A retry would hide a race, and races are what these journeys look for.
  retries: 0,
  workers: 2,
  forbidOnly: true,
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"] ? [["line"], ["json"]] : [["list"]],
  use: {
    launchOptions: { args, ...(executablePath ? { executablePath } : {}) },
    // Recording costs a fifth of the run; `TRACE=on npm test -- e2e` keeps the traces of failed journeys.
    trace: process.env["TRACE"] === "on" ? "retain-on-failure" : "off",
  },
  projects: [
    // The administration repeats the same lists and forms, so without a script the main journeys, which
    // are those of a phone, are enough. What applications send has no page.
    { name: "desktop", use: desktop },
    {
      name: "desktop without JavaScript",
      use: { ...desktop, javaScriptEnabled: false },
      grepInvert: /@script/,
      testIgnore: [
        /\/(records|audit|users|attributes|identity-providers|provider-\w+)\.spec\.ts$/,
        /\/(api|application-counts|back-channel-logout|conformance|oauth-\w+)\.spec\.ts$/,
      ],
    },
    { name: "phone", use: phone, grep: /@phone/ },
    {
      name: "phone without JavaScript",
      use: { ...phone, javaScriptEnabled: false },
      // These are seen without a script on a desktop, and on a phone with one.
      testIgnore: [
        /\/(administrators|applications|application-\w+|auth-js|demo-library|first-administrator|oauth-\w+)\.spec\.ts$/,
        /\/(receipt-proof|recipients|settings|sign-in-again|states|ways-back|without-asking)\.spec\.ts$/,
      ],
      grep: /@phone/,
      grepInvert: /@script/,
    },
  ],
});
