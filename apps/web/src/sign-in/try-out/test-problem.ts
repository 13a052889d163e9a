import { FederationError, type FederationErrorCode } from "@assent/federation/federation-error";
import { causesOf, wordOf } from "@/platform/error-causes";

/** What can go wrong in a test sign-in. Each has a sentence that says what to change, and where. */
export const testProblems = [
  "cancelled",
  "interrupted",
  "scope-refused",
  "answer-refused",
  "answer-too-long",
  "refused-at-once",
  "demands-pushed-request",
  "demands-request-object",
  "demands-response-mode",
  "demands-token-authentication",
  "demands-proof-of-possession",
  "encrypted",
  "client-refused",
  "client-secret-elsewhere",
  "code-refused",
  "redirect-uri-refused",
  "token-refused",
  "token-unreachable",
  "name-unknown",
  "certificate",
  "proxy",
  "metadata",
  "not-public",
  "issuer-mismatch",
  "issuer-wrong",
  "tenant",
  "audience-wrong",
  "nonce-wrong",
  "signature",
  "clock",
  "userinfo",
  "unexpected",
] as const;
export type TestProblem = (typeof testProblems)[number];

const ofFederation: Partial<Record<FederationErrorCode, TestProblem>> = {
  "client-secret-elsewhere": "client-secret-elsewhere",
  "token-encrypted": "encrypted",
  "issuer-mismatch": "issuer-mismatch",
  "issuer-wrong": "issuer-wrong",
  "tenant-missing": "issuer-wrong",
  "tenant-not-allowed": "tenant",
  "audience-wrong": "audience-wrong",
  "authorized-party-wrong": "audience-wrong",
  expired: "clock",
  "not-yet-valid": "clock",
  "issued-in-future": "clock",
  "nonce-wrong": "nonce-wrong",
  "keys-invalid": "signature",
  "key-unknown": "signature",
  "key-ambiguous": "signature",
  "algorithm-not-allowed": "signature",
  "signature-wrong": "signature",
  "userinfo-subject-missing": "userinfo",
  "userinfo-subject-wrong": "userinfo",
  "issuer-invalid": "metadata",
  "metadata-incomplete": "metadata",
  "metadata-invalid": "metadata",
  "code-flow-unsupported": "metadata",
  "algorithm-unsupported": "metadata",
  "redirect-refused": "metadata",
  "unexpected-status": "metadata",
  "unexpected-content-type": "metadata",
  "not-json": "metadata",
  "address-not-allowed": "metadata",
  "address-not-public": "not-public",
  "timed-out": "token-unreachable",
  unreachable: "token-unreachable",
  "name-unknown": "name-unknown",
  "certificate-refused": "certificate",
  "proxy-unreachable": "proxy",
  "proxy-refused": "proxy",
  "too-large": "token-unreachable",
};

/** RFC 6749, sections 4.1.2.1 and 5.2; the last one is what some providers say instead of invalid_grant. */
const ofOAuth: Readonly<Record<string, TestProblem>> = {
  access_denied: "cancelled",
  invalid_scope: "scope-refused",
  invalid_client: "client-refused",
  unauthorized_client: "client-refused",
  invalid_grant: "code-refused",
  redirect_uri_mismatch: "redirect-uri-refused",
  // RFC 9449, sections 5 and 8: the token endpoint wants a proof that we do not send.
  invalid_dpop_proof: "demands-proof-of-possession",
  use_dpop_nonce: "demands-proof-of-possession",
};

/** Codes of oauth4webapi, which Auth.js builds on: https://github.com/panva/oauth4webapi */
const ofProtocol: Readonly<Record<string, TestProblem>> = {
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: "clock",
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: "issuer-mismatch",
  OAUTH_RESPONSE_IS_NOT_JSON: "token-refused",
  OAUTH_RESPONSE_IS_NOT_CONFORM: "token-refused",
};

const ofClaim: Readonly<Record<string, TestProblem>> = {
  iss: "issuer-wrong",
  aud: "audience-wrong",
  azp: "audience-wrong",
  nonce: "nonce-wrong",
  exp: "clock",
  iat: "clock",
  nbf: "clock",
};

/**
 * Sorts an error by its codes, without reading the provider's text. `answer`: the query that came back; its `error`
 * says what the provider refused. `tokenStatus`: the HTTP status of the token endpoint.
 */
export function testProblem(
  error: unknown,
  answer: string | null = null,
  tokenStatus: number | null = null,
): TestProblem {
  const refusal = new URLSearchParams(answer ?? "").get("error");
  if (refusal !== null) return named(ofOAuth, refusal) ?? "answer-refused";
  // Auth.js: the cookies of this test are missing, too old, or of another provider.
  if (wordOf(error, "type") === "InvalidCheck") return "interrupted";
  const found = causesOf(error).flatMap((one) => problemOf(one) ?? [])[0];
  // RFC 6749, section 5.2, gives this status to an unknown client; some providers send nothing more.
  if (tokenStatus === 401 && (found === undefined || found === "token-refused")) return "client-refused";
  if (found) return found;
  return tokenStatus !== null && tokenStatus >= 400 ? "token-refused" : "unexpected";
}

function problemOf(error: object): TestProblem | null {
  if (error instanceof FederationError) return ofFederation[error.code] ?? null;
  const [said, code] = [wordOf(error, "error"), wordOf(error, "code")];
  const refused = named(ofOAuth, said);
  if (refused) return refused;
  if (code === "OAUTH_JWT_CLAIM_COMPARISON_FAILED" || code === "OAUTH_INVALID_RESPONSE") {
    const claim = wordOf(Reflect.get(error, "cause"), "claim");
    return claim ? (named(ofClaim, claim) ?? "unexpected") : null;
  }
  return named(ofProtocol, code);
}

/** Own entries only: the word comes from the provider, and an object also has a `constructor`. */
const named = (table: Readonly<Record<string, TestProblem>>, word: string | null): TestProblem | null =>
  word !== null && Object.hasOwn(table, word) ? (table[word] ?? null) : null;

/** What the provider itself said about a failure. It is untrusted text. */
export interface ProviderWords {
  /** Its `error`, the member of the metadata that is wrong, or where the metadata says that the token endpoint is. */
  readonly error: string;
  readonly description: string | null;
}

const maxWords = 300;
const shortened = (text: string) =>
  Array.from(text.replace(/[\p{C}\p{Z}]+/gu, " "))
    .slice(0, maxWords)
    .join("");

/**
 * The `error` and `error_description` of the answer or of the token endpoint (RFC 6749, sections 4.1.2.1 and 5.2), for
 * the administrator who runs a test; null if there is none.
 */
export function providerWords(error: unknown, answer: string | null): ProviderWords | null {
  const query = new URLSearchParams(answer ?? "");
  const source = query.has("error") ? Object.fromEntries(query) : causesOf(error).find((one) => wordOf(one, "error"));
  const word = wordOf(source, "error");
  if (word) {
    const description = wordOf(source, "error_description");
    return { error: shortened(word), description: description === null ? null : shortened(description) };
  }
  const metadata = causesOf(error).find((one) => one instanceof FederationError);
  const tells = metadata?.code.startsWith("metadata-") || metadata?.code === "client-secret-elsewhere";
  const member = tells ? metadata?.detail : undefined;
  return member === undefined ? null : { error: member, description: null };
}
