import { DatabaseError } from "@assent/database/engine/database-error";
import { FederationError, type FederationErrorCode } from "@assent/federation/federation-error";
import { describe, expect, it } from "vitest";
import { hasReference, isProviderFailure, sortProblem } from "./sort-problem";

const thrown = (type: string, err?: unknown) => Object.assign(new Error("Read more"), { type, cause: { err } });
const protocol = (code: string) => Object.assign(new Error("text of the provider"), { code });

// Only the provider's own failures count against it, and not our errors.
describe("the problem that a person reads", () => {
  it.each([
    ["access_denied", "cancelled"],
    ["user_cancelled_authorize", "cancelled"],
    ["consent_required", "needs-you"],
    ["login_required", "needs-you"],
    ["interaction_required", "needs-you"],
    ["account_selection_required", "needs-you"],
    ["temporarily_unavailable", "unavailable"],
    ["server_error", "refused"],
    ["invalid_scope", "refused"],
    ["constructor", "refused"],
    ["", "refused"],
  ])("an answer with error=%s: %s", (error, problem) => {
    expect(sortProblem(thrown("OAuthCallbackError"), error)).toBe(problem);
  });

  it.each<[FederationErrorCode, string]>([
    ["timed-out", "no-answer"],
    ["unreachable", "no-answer"],
    ["name-unknown", "no-answer"],
    ["certificate-refused", "no-answer"],
    ["proxy-unreachable", "ours"],
    ["proxy-refused", "ours"],
    ["unexpected-status", "failed"],
    ["signature-wrong", "failed"],
    ["issuer-mismatch", "failed"],
    ["client-key-missing", "ours"],
  ])("%s: %s, as itself and deep in a cause", (code, problem) => {
    expect(sortProblem(new FederationError(code), null)).toBe(problem);
    expect(sortProblem(thrown("CallbackRouteError", thrown("", new FederationError(code))), null)).toBe(problem);
  });

  it.each([
    [thrown("InvalidCheck"), "interrupted"],
    [thrown("CallbackRouteError", protocol("OAUTH_RESPONSE_IS_NOT_JSON")), "failed"],
    [thrown("CallbackRouteError", protocol("OAUTH_RESPONSE_BODY_ERROR")), "failed"],
    [thrown("CallbackRouteError", protocol("ECONNRESET")), "ours"],
    [thrown("AdapterError", new DatabaseError("53300")), "ours"],
    [new TypeError("of ours"), "ours"],
    ["a text", "ours"],
    [null, "ours"],
  ])("%o: %s", (error, problem) => expect(sortProblem(error, null)).toBe(problem));

  // A database that was down while a provider answered was counted as the provider's failure.
  it.each([
    [thrown("OAuthCallbackError", new DatabaseError("53300")), "server_error"],
    [Object.assign(new FederationError("unreachable"), { cause: new DatabaseError("CONNECTION_TIMEOUT") }), null],
    [Object.assign(protocol("OAUTH_RESPONSE_BODY_ERROR"), { cause: new DatabaseError("57014") }), null],
    [thrown("AccessDenied", new DatabaseError("57P01")), "access_denied"],
  ])("what the database did is never the provider's: %o", (error, providerError) => {
    expect(sortProblem(error, providerError)).toBe("ours");
  });

  it("an error in the address says nothing about an answer that does not belong to the sign-in", () => {
    expect(sortProblem(thrown("InvalidCheck"), "server_error")).toBe("interrupted");
    expect(sortProblem(new TypeError("of ours"), "access_denied")).toBe("ours");
  });

  it.each([
    ["cancelled", false, false],
    ["interrupted", false, false],
    ["needs-you", false, false],
    ["unavailable", false, false],
    ["no-answer", true, true],
    ["refused", true, true],
    ["failed", true, true],
    ["ours", false, true],
  ])("%s counts against the provider: %s, and has a reference: %s", (problem, counts, reference) => {
    expect([isProviderFailure(problem), hasReference(problem)]).toEqual([counts, reference]);
  });
});
