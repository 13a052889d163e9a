import type { Instrumentation } from "next";

/** Next calls this once when a server process starts, before the first request. */
export async function register(): Promise<void> {
  // Not in the edge runtime and not during a build, which must neither need nor touch a database.
  if (process.env["NEXT_RUNTIME"] !== "nodejs" || process.env["NEXT_PHASE"] === "phase-production-build") return;
  const { start } = await import("./start");
  await start();
}

/** Every error that no handler of ours caught: its digest is the reference on the error page. */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, context) => {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { describeError, log } = await import("@/platform/log");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  // The route's pattern, never the address, which can contain what a person typed.
  log("error", "request-failed", { digest, route: context.routePath, ...describeError(error) });
};
