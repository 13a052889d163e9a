import { FederationError, type FederationErrorCode } from "@assent/federation/federation-error";
import { describe, expect, it } from "vitest";
import { providerWords, testProblem } from "./test-problem";

/** As Auth.js passes on an error: the cause one level down, under `err`. */
const wrapped = (err: unknown) => Object.assign(new Error("Read more"), { type: "CallbackRouteError", cause: { err } });
const failed = (fields: object) => Object.assign(new Error("text of the provider"), fields);

describe("testProblem", () => {
  it.each<[FederationErrorCode, string]>([
    ["issuer-mismatch", "issuer-mismatch"],
    ["issuer-wrong", "issuer-wrong"],
    ["audience-wrong", "audience-wrong"],
    ["authorized-party-wrong", "audience-wrong"],
    ["expired", "clock"],
    ["issued-in-future", "clock"],
    ["nonce-wrong", "nonce-wrong"],
    ["signature-wrong", "signature"],
    ["key-unknown", "signature"],
    ["algorithm-not-allowed", "signature"],
    ["userinfo-subject-wrong", "userinfo"],
    ["metadata-incomplete", "metadata"],
    ["unexpected-status", "metadata"],
    ["unexpected-content-type", "metadata"],
    ["not-json", "metadata"],
    ["address-not-public", "not-public"],
    ["client-secret-elsewhere", "client-secret-elsewhere"],
    ["timed-out", "token-unreachable"],
    ["token-encrypted", "encrypted"],
    ["name-unknown", "name-unknown"],
    ["certificate-refused", "certificate"],
    ["proxy-unreachable", "proxy"],
    ["proxy-refused", "proxy"],
    ["subject-invalid", "unexpected"],
  ])("%s of ours is %s, also deep in a cause", (code, problem) => {
    expect(testProblem(new FederationError(code))).toBe(problem);
    expect(testProblem(wrapped(failed({ cause: new FederationError(code) })))).toBe(problem);
  });

  it.each([
    ["invalid_client", "client-refused"],
    ["unauthorized_client", "client-refused"],
    ["invalid_grant", "code-refused"],
    ["redirect_uri_mismatch", "redirect-uri-refused"],
    ["invalid_scope", "scope-refused"],
  ])("%s of the token endpoint is %s", (error, problem) => {
    expect(testProblem(wrapped(failed({ code: "OAUTH_RESPONSE_BODY_ERROR", error })), null, 400)).toBe(problem);
  });

  it.each([
    ["iss", "issuer-wrong"],
    ["aud", "audience-wrong"],
    ["nonce", "nonce-wrong"],
    ["another", "unexpected"],
  ])("a comparison of %s that fails is %s", (claim, problem) => {
    const error = failed({ code: "OAUTH_JWT_CLAIM_COMPARISON_FAILED", cause: { claim } });
    expect(testProblem(wrapped(error), null, 200)).toBe(problem);
  });

  it.each([
    ["access_denied", "cancelled"],
    ["invalid_scope", "scope-refused"],
    ["server_error", "answer-refused"],
    ["constructor", "answer-refused"],
    ["", "answer-refused"],
  ])("an answer with error=%s is %s", (error, problem) => {
    expect(testProblem(failed({ type: "OAuthCallbackError" }), `?error=${error}&state=x`)).toBe(problem);
  });

  it.each([
    [failed({ type: "InvalidCheck" }), null, "interrupted"],
    [wrapped(failed({ code: "OAUTH_JWT_TIMESTAMP_CHECK_FAILED", cause: { claim: "exp" } })), 200, "clock"],
    [wrapped(failed({ code: "OAUTH_RESPONSE_IS_NOT_JSON" })), 200, "token-refused"],
    [wrapped(failed({ code: "OAUTH_RESPONSE_IS_NOT_CONFORM" })), 401, "client-refused"],
    [wrapped(failed({})), 500, "token-refused"],
    [wrapped(failed({})), 200, "unexpected"],
    ["a text", null, "unexpected"],
    [null, null, "unexpected"],
  ])("sorts other errors by their codes only", (error, status, problem) => {
    expect(testProblem(error, null, status)).toBe(problem);
  });

  it("ends if causes form a loop", () => {
    const error = failed({});
    Object.assign(error, { cause: error });
    expect(testProblem(error)).toBe("unexpected");
  });
});

describe("providerWords", () => {
  it("are the error and the description of the answer, as one line of limited length", () => {
    const answer = `?error=invalid_scope&error_description=${encodeURIComponent("No\u0000 phone\n\u202E here" + "x".repeat(400))}`;
    const said = providerWords(null, answer);
    expect(said?.error).toBe("invalid_scope");
    expect(said?.description).toMatch(/^No phone herex+$/);
    expect(said?.description).toHaveLength(300);
  });

  it("are those of the token endpoint, also deep in a cause", () => {
    const refused = failed({ error: "invalid_client", error_description: "Unknown secret" });
    expect(providerWords(wrapped(refused), "?code=x")).toEqual({
      error: "invalid_client",
      description: "Unknown secret",
    });
    expect(providerWords(failed({ error: "invalid_grant" }), null)).toEqual({
      error: "invalid_grant",
      description: null,
    });
  });

  it("are the member of the metadata that is wrong, and no other text of ours", () => {
    const of = (error: FederationError) => providerWords(error, null)?.error;
    expect(of(new FederationError("metadata-incomplete", "jwks_uri"))).toBe("jwks_uri");
    expect(of(new FederationError("client-secret-elsewhere", "https://x.example"))).toBe("https://x.example");
    expect(of(new FederationError("unreachable", "https://idp.example"))).toBeUndefined();
    expect(providerWords(new Error("canary"), "?code=x")).toBeNull();
  });
});
