import "server-only";
import { countFailure } from "@assent/database/providers/provider-days";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { AuthError } from "next-auth";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { unavailablePath } from "@/platform/error-page";
import { withReturn } from "@/platform/links/return-path";
import { describeError, log, newReference } from "@/platform/log";
import { isOutage } from "@/platform/unavailable";
import { type FlowProblem, hasReference, isProviderFailure, sortProblem } from "./sort-problem";

/** What a person is told on the sign-in page. The codes have their sentences in the message catalogue. */
export type SignInProblem = FlowProblem | "unknown-provider" | "too-many";

type Failing = Pick<IdentityProvider, "id" | "slug">;

/**
 * Sorts what went wrong in a sign-in, writes a log line without any text of the provider, and counts the provider's
 * failures. `providerError`: the `error` of the provider's answer, or null. `reference`: what to look for in the log;
 * null if there is nothing to look for.
 */
export async function signInProblem(error: unknown, provider: Failing, providerError: string | null = null) {
  const problem = sortProblem(error, providerError);
  const reference = newReference();
  const type = error instanceof AuthError ? error.type : undefined;
  log(hasReference(problem) ? "error" : "info", "sign-in-failed", {
    reference,
    provider: provider.slug,
    ...describeError(error),
    ...(type ? { error: type } : {}),
  });
  if (isProviderFailure(problem)) await countProviderFailure(provider);
  return { problem, reference: hasReference(problem) ? reference : null };
}

/** Does the same, and returns the address of the sign-in page that explains it. `to`: where the person wanted to go. */
export async function problemPage(
  error: unknown,
  { provider, to }: { readonly provider: Failing; readonly to: string },
  providerError: string | null = null,
): Promise<string> {
  const { problem, reference } = await signInProblem(error, provider, providerError);
  if (reference && isOutage(error))
    return new URL(unavailablePath(reference, withReturn("/sign-in", to)), env().origin).href;
  return pageOf(problem, { to, from: provider.slug, reference });
}

/** The page for an answer that belongs to no sign-in of this browser. It is not counted as a failure. */
export const interruptedPage = (slug: string, to: string): string => pageOf("interrupted", { to, from: slug });

/** The page for a provider that does not exist or is disabled. */
export const unknownProviderPage = (to: string): string => pageOf("unknown-provider", { to });

/** The page for a network that has begun too many sign-ins. It is not counted as a failure of the provider. */
export const tooManyPage = (to: string): string => pageOf("too-many", { to });

interface Explained {
  readonly to: string;
  readonly from?: string;
  readonly reference?: string | null;
}

function pageOf(problem: SignInProblem, { to, from, reference }: Explained): string {
  const query = new URLSearchParams({ problem, ...(from ? { from } : {}), ...(reference ? { reference } : {}) });
  return new URL(withReturn(`/sign-in?${query.toString()}`, to), env().origin).href;
}

/** Counts a failure of this day, so that administrators see it before people complain. */
async function countProviderFailure({ id, slug }: Failing): Promise<void> {
  try {
    await countFailure(database().orm, id);
  } catch (error) {
    log("error", "count-failed", { provider: slug, ...describeError(error) });
  }
}
