import type { ApplicationOutcome } from "@assent/database/schema/application-day";

/** Answers to prompt=none that say what the person must do: OpenID Connect Core 1.0, section 3.1.2.6. */
const ordinary: ReadonlySet<string> = new Set([
  "login_required",
  "consent_required",
  "interaction_required",
  "account_selection_required",
]);

/** By error: RFC 6749, sections 4.1.2.1 and 5.2; the library has its own name for an unregistered address. */
const outcomes: Readonly<Record<string, Exclude<ApplicationOutcome, "signed-in">>> = {
  access_denied: "refused",
  invalid_redirect_uri: "redirect-uri",
  invalid_client: "client-authentication",
  invalid_grant: "code",
};

/**
 * How a request that ended with this error is counted; null if it is not. A refresh token is invalid once its session
 * has ended, which is not a mistake.
 */
export function failedOutcome(error: string, grantType?: unknown): Exclude<ApplicationOutcome, "signed-in"> | null {
  if (ordinary.has(error) || (error === "invalid_grant" && grantType === "refresh_token")) return null;
  return (Object.hasOwn(outcomes, error) ? outcomes[error] : undefined) ?? "request";
}
