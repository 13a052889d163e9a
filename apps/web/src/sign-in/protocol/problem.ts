import "server-only";
import { AuthError } from "next-auth";
import { env } from "@/platform/env";
import { describeError, log, newReference } from "@/platform/log";

/** What a person is told on the sign-in page. The codes have their sentences in the message catalogue. */
export type SignInProblem = "cancelled" | "interrupted" | "failed" | "unknown-provider" | "too-many";

/**
 * Sorts what went wrong at or with a provider and writes a log line that holds no word of the provider's. `providerError`:
 * the `error` of the provider's answer, if it had one.
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

/** The same, and the address of the sign-in page that explains it. */
export function problemPage(error: unknown, providerSlug: string, providerError: string | null = null): string {
  const { problem, reference } = signInProblem(error, providerSlug, providerError);
  const url = new URL("/sign-in", env().origin);
  url.searchParams.set("problem", problem);
  url.searchParams.set("from", providerSlug);
  if (problem === "failed") url.searchParams.set("reference", reference);
  return url.href;
}

/** An address for somebody who asked for a provider that does not exist or is switched off. */
export function unknownProviderPage(): string {
  return new URL("/sign-in?problem=unknown-provider" satisfies `/sign-in?problem=${SignInProblem}`, env().origin).href;
}

/** An address for somebody whose network has begun too many sign-ins. Nobody is told of it but them: it is no failure. */
export function tooManyPage(): string {
  return new URL("/sign-in?problem=too-many" satisfies `/sign-in?problem=${SignInProblem}`, env().origin).href;
}

function sort(error: unknown, providerError: string | null): "cancelled" | "interrupted" | "failed" {
  if (!(error instanceof AuthError)) return "failed";
  // Auth.js throws this one only for an error that came with the right state, and drops the code.
  // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
  if (error.type === "OAuthCallbackError" && providerError === "access_denied") return "cancelled";
  // The cookies of this sign-in are missing, too old, or of another provider: another browser, or too much time.
  return error.type === "InvalidCheck" ? "interrupted" : "failed";
}
