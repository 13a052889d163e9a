import "server-only";
import { sealedCookie } from "@/platform/session/sealed-cookie";

/** A sign-in that an administrator tries, in a sealed cookie. It contains no claim and no token. */
export interface TryRun {
  readonly applicationId: string;
  /** The administrator, by user id. */
  readonly by: string;
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636, section 4.1. */
  readonly verifier: string;
  /** The answer; null until it has arrived. */
  readonly answer: { readonly code: string } | { readonly error: string } | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

const lifetime = 10 * 60_000;
const cookie = sealedCookie<TryRun>("try", "assent tried sign-in v1");

export const writeTry = (run: TryRun) => cookie.write(run, new Date(run.startedAt + lifetime));
export const readTry = () => cookie.read();
