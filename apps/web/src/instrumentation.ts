import type { Instrumentation } from "next";
import { logFailedRequest } from "@/platform/failed-request";

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
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  await logFailedRequest(error, { digest, route: context.routePath });
};
