import { expect, test } from "vitest";
import { failedOutcome } from "./failed-outcome";

test.each([
  ["access_denied", undefined, "refused"],
  ["invalid_redirect_uri", undefined, "redirect-uri"],
  ["invalid_client", "authorization_code", "client-authentication"],
  ["invalid_grant", "authorization_code", "code"],
  ["invalid_grant", "refresh_token", null],
  ["login_required", undefined, null],
  ["consent_required", undefined, null],
  ["invalid_request", undefined, "request"],
  ["constructor", undefined, "request"],
])("%s of a %s request is counted as %s", (error, grantType, outcome) => {
  expect(failedOutcome(error, grantType)).toBe(outcome);
});
