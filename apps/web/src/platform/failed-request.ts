import { isOutage } from "./unavailable";
import type { LogFields } from "./log";

interface Failure {
  readonly reference: string;
  readonly isOutage: boolean;
}

/** Tells apps/web/failures.mjs that what is being answered has failed. Returns the reference of the page and the log line. */
function tellFailure(error: unknown): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0"));
  const failure: Failure = { reference: bytes.join("").toUpperCase(), isOutage: isOutage(error) };
  (globalThis as typeof globalThis & { assentFailed?: (what: Failure) => void }).assentFailed?.(failure);
  return failure.reference;
}

/**
 * Every error that no handler of ours caught. `route`: the route's pattern, never the address, which can contain what a
 * person typed. The answer may go out while a module is loaded, so it is told first.
 */
export async function logFailedRequest(error: unknown, about: Pick<LogFields, "route" | "digest">): Promise<void> {
  const reference = tellFailure(error);
  const { describeError, log } = await import("./log");
  log("error", "request-failed", { reference, ...about, ...describeError(error) });
}
