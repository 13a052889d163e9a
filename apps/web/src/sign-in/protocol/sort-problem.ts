import { FederationError, type FederationErrorCode } from "@assent/federation/federation-error";
import { causesOf, wordOf } from "@/platform/error-causes";
import { databaseFailure } from "@/platform/unavailable";

/**
 * The problems of a sign-in that a person can read about; the message catalogue has the sentences. "cancelled": by the
 * person. "interrupted": the answer belongs to no sign-in of this browser. "needs-you": the provider needs the person
 * to do something there first. "unavailable": it asks to try again later. "no-answer": it did not answer us.
 * "refused": it answered with another error. "failed": its answer cannot be used. "ours": the provider did nothing
 * wrong.
 */
export const flowProblems = [
  "cancelled",
  "interrupted",
  "needs-you",
  "unavailable",
  "no-answer",
  "refused",
  "failed",
  "ours",
] as const;

export type FlowProblem = (typeof flowProblems)[number];

/** Only the provider's own failures count against it. */
export const isProviderFailure = (problem: string): boolean => ["no-answer", "refused", "failed"].includes(problem);

/** Whether there is something to look up in the log. */
export const hasReference = (problem: string): boolean => isProviderFailure(problem) || problem === "ours";

/**
 * The `error` of an answer: RFC 6749, section 4.1.2.1; OpenID Connect Core 1.0, section 3.1.2.6; and the codes that
 * Apple and LinkedIn send for a person who cancels.
 */
const ofAnswer: ReadonlyMap<string, FlowProblem> = new Map([
  ["access_denied", "cancelled"],
  ["user_cancelled_authorize", "cancelled"],
  ["user_cancelled_login", "cancelled"],
  ["consent_required", "needs-you"],
  ["login_required", "needs-you"],
  ["interaction_required", "needs-you"],
  ["account_selection_required", "needs-you"],
  ["temporarily_unavailable", "unavailable"],
]);

/** What happened before there was an answer. The proxy and our own key are the organisation's. */
const ofConnection: Partial<Record<FederationErrorCode, FlowProblem>> = {
  "timed-out": "no-answer",
  unreachable: "no-answer",
  "name-unknown": "no-answer",
  "certificate-refused": "no-answer",
  "proxy-unreachable": "ours",
  "proxy-refused": "ours",
  "client-key-missing": "ours",
};

/** Sorts an error by its codes. `providerError`: the `error` of the provider's answer, or null. */
export function sortProblem(error: unknown, providerError: string | null): FlowProblem {
  // Whatever the provider did, this sign-in failed here.
  if (databaseFailure(error)) return "ours";
  const causes = causesOf(error);
  const type = wordOf(error, "type");
  // The cookies of this sign-in are missing, too old, or of another provider.
  if (type === "InvalidCheck") return "interrupted";
  // Auth.js throws this class only for an error with the right `state`, and drops the code.
  if (type === "OAuthCallbackError" && providerError !== null) return ofAnswer.get(providerError) ?? "refused";
  const ofFederation = causes.find((one) => one instanceof FederationError);
  if (ofFederation) {
    return ofConnection[ofFederation.code] ?? "failed";
  }
  // The library's prefix for any error in an answer: https://github.com/panva/oauth4webapi
  return causes.some((one) => wordOf(one, "code")?.startsWith("OAUTH_")) ? "failed" : "ours";
}
