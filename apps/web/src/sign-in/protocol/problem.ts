import "server-only";
import { AuthError } from "next-auth";
import { env } from "@/platform/env";
import { describeError, log, newReference } from "@/platform/log";

/** What a person is told on the sign-in page. The codes have their sentences in the message catalogue. */
export type SignInProblem = "cancelled" | "interrupted" | "failed" | "unknown-provider" | "too-many";

/**
 * Sorts what went wrong in a sign-in and writes a log line without any text of the provider's. `providerError`: the
 * `error` of the provider's answer, or null.
 */
export function signInProblem(error: unknown, providerSlug: string, providerError: string | null = null) {
  const problem = sort(error, providerError);
  const reference = newReference();
  const type = error instanceof AuthError ? error.type : undefined;
  log(problem === "failed" ? "error" : "info", "sign-in-failed", {
    reference,
    provider: providerSlug,
    ...describeError(error),
    ...(type ? { error: type } : {}),
  });
  return { problem, reference };
}

/** Does the same, and returns the address of the sign-in page that explains it. */
export function problemPage(error: unknown, providerSlug: string, providerError: string | null = null): string {
  const { problem, reference } = signInProblem(error, providerSlug, providerError);
  const url = new URL("/sign-in", env().origin);
  url.searchParams.set("problem", problem);
  url.searchParams.set("from", providerSlug);
  if (problem === "failed") url.searchParams.set("reference", reference);
  return url.href;
}

/** Where somebody goes who asked for a provider that does not exist or is disabled. */
export function unknownProviderPage(): string {
  return new URL("/sign-in?problem=unknown-provider" satisfies `/sign-in?problem=${SignInProblem}`, env().origin).href;
}

/** Where somebody goes whose network has begun too many sign-ins. It is not counted as a failure of the provider. */
export function tooManyPage(): string {
  return new URL("/sign-in?problem=too-many" satisfies `/sign-in?problem=${SignInProblem}`, env().origin).href;
}

function sort(error: unknown, providerError: string | null): "cancelled" | "interrupted" | "failed" {
  if (!(error instanceof AuthError)) return "failed";
  // Auth.js throws this class only for an error with the right `state`, and drops the code.
  // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
  if (error.type === "OAuthCallbackError" && providerError === "access_denied") return "cancelled";
  // The cookies of this sign-in are missing, too old, or of another provider.
  return error.type === "InvalidCheck" ? "interrupted" : "failed";
}
