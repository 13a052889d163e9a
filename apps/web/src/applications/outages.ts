import "server-only";
import type { ServerResponse } from "node:http";
import type { KoaContextWithOIDC, Provider } from "oidc-provider";
import { unavailablePath } from "@/platform/error-page";
import { describeError, log, newReference } from "@/platform/log";
import { isOutage, retryAfter } from "@/platform/unavailable";

/** RFC 6749, section 4.1.2.1: the application may ask again. The library knows a server_error only. */
const unavailable = { error: "temporarily_unavailable", error_description: "the server cannot answer now" };

/**
 * Logs what fails in the provider, and answers as unavailable where it was the database that could not serve. Its own log
 * would be the console, with whatever the error says.
 */
export function tellOutages(provider: Provider): void {
  const outages = new WeakMap<object, string>();
  provider.on("server_error", (ctx, error) => {
    const reference = newReference();
    log("error", "openid-provider-failed", { reference, ...describeError(error) });
    if (isOutage(error)) outages.set(ctx, reference);
  });
  provider.use(async (ctx, next) => {
    await next();
    const reference = outages.get(ctx);
    if (reference !== undefined) answerOutage(ctx, reference);
  });
}

function answerOutage(
  ctx: Pick<KoaContextWithOIDC, "set" | "response" | "redirect" | "status" | "body">,
  reference: string,
): void {
  ctx.set(retryAfter);
  const location: unknown = ctx.response.headers["location"];
  if (typeof location !== "string") {
    ctx.status = 503;
    ctx.body = unavailable;
    return;
  }
  const to = URL.parse(location);
  // To our own page, which says what happened, or back to the application.
  if (to === null) return ctx.redirect(unavailablePath(reference, "/"));
  const answer = to.hash.includes("error=") ? new URLSearchParams(to.hash.slice(1)) : to.searchParams;
  for (const [name, value] of Object.entries(unavailable)) answer.set(name, value);
  if (answer !== to.searchParams) to.hash = answer.toString();
  ctx.redirect(to.href);
}

/** The answer to a request that failed before the library saw it. */
export function answerFailure(response: ServerResponse, error: unknown): void {
  log("error", "request-failed", { route: "/oidc", reference: newReference(), ...describeError(error) });
  const isOver = isOutage(error);
  if (!response.headersSent) {
    const headers = { "content-type": "application/json", "cache-control": "no-store" };
    response.writeHead(isOver ? 503 : 500, isOver ? { ...headers, ...retryAfter } : headers);
  }
  response.end(JSON.stringify(isOver ? unavailable : { error: "server_error" }));
}
