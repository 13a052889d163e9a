import type { PlaywrightTestConfig } from "@playwright/test";
import journeys, { desktop, phone } from "./playwright.config.ts";

/**
 * Journeys of redirects, tokens and plain forms. Their pages need no script, and without one they take two thirds of the
 * time, so here they run once. `npm run test:all` runs them in every project.
 */
const plain =
  /\/(api|auth-js|back-channel-logout|demo-library|ended-request|languages|later-sign-in|oauth-attacks|receipt-proof|recipients|session|sign-in-again|states|ways-back|without-asking|applications)\.spec\.ts$/;

/** The core journeys, those of `npm test`, in the projects that differ most. */
export default {
  ...journeys,
  grep: /@core/,
  projects: [
    { name: "desktop", use: desktop, testIgnore: plain },
    {
      name: "desktop without JavaScript",
      use: { ...desktop, javaScriptEnabled: false },
      testMatch: plain,
    },
    {
      name: "phone without JavaScript",
      use: { ...phone, javaScriptEnabled: false },
      testIgnore: plain,
      grep: /(?=.*@phone)(?=.*@core)/,
      grepInvert: /@script/,
    },
  ],
} satisfies PlaywrightTestConfig;
