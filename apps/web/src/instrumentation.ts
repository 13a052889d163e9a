import type { Instrumentation } from "next";
import { isOutage } from "@/platform/unavailable";

/** Next calls this once when a server process starts, before the first request. */
export async function register(): Promise<void> {
  // Not in the edge runtime and not during a build, which must neither need nor touch a database.
  if (process.env["NEXT_RUNTIME"] !== "nodejs" || process.env["NEXT_PHASE"] === "phase-production-build") return;
  const { start } = await import("./start");
  await start();
}

/**
 * Every error that no handler of ours caught. Its reference is on the page that failures.mjs sends people to; the digest is
 * on the page of an error that came after the answer had begun.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const reference = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0"));
  const failure = { reference: reference.join("").toUpperCase(), isOutage: isOutage(error) };
  // At once: the answer may go out while a module is loaded.
  (globalThis as typeof globalThis & { assentFailed?: (what: typeof failure) => void }).assentFailed?.(failure);
  const { describeError, log } = await import("@/platform/log");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  // The route's pattern, never the address, which can contain what a person typed.
  const about = { reference: failure.reference, digest, route: context.routePath };
  log("error", "request-failed", { ...about, ...describeError(error) });
};
