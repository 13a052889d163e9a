import "server-only";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { env } from "./env";
import { requestedPathHeader, returnPath } from "./links/return-path";
import { describeError, log, newReference } from "./log";
import { isOutage } from "./unavailable";

/**
 * For an error, `notFound()` or `forbidden()`, Next renders the page in the browser, so it is empty without JavaScript
 * (https://github.com/vercel/next.js/issues/62228). Pages that must work without JavaScript redirect instead.
 */

/** For what does not exist and for what this person may not see: both get the same page. */
export function redirectToNotFound(): never {
  redirect("/not-found");
}

/**
 * Wraps a page: if it cannot be rendered, the request goes to /failed with a reference to the log line. `path`
 * is its path; the same address can be tried again.
 */
export function withErrorPage<Props>(path: string, draw: (props: Props) => Promise<ReactNode>) {
  return async function Drawn(props: Props): Promise<ReactNode> {
    try {
      return await draw(props);
    } catch (error) {
      unstable_rethrow(error);
      redirect(await errorPath(error, { route: path }));
    }
  };
}

/**
 * Writes the log line of a request that failed, and returns the path of the page that says so with its reference: that the
 * database cannot serve now (503), or that something went wrong (500). `back`: where to try again, the same address unless
 * it says otherwise.
 */
async function errorPath(
  error: unknown,
  { route, back }: { readonly route: string; readonly back?: string },
): Promise<string> {
  const reference = newReference();
  log("error", "request-failed", { reference, route, ...describeError(error) });
  const again = returnPath(back ?? (await headers()).get(requestedPathHeader) ?? route, env().origin);
  return isOutage(error) ? unavailablePath(reference, again) : failedPath(reference, again);
}

const failedPath = (reference: string, back: string) =>
  `/failed?reference=${reference}&back=${encodeURIComponent(back)}`;

export const unavailablePath = (reference: string, back: string): string =>
  `/unavailable?reference=${reference}&back=${encodeURIComponent(back)}`;

/**
 * For a title that may need the database. If it cannot be read the title is left out, and the page says what happened.
 */
export function withOptionalTitle<Props>(title: (props: Props) => Promise<Metadata>) {
  return (props: Props): Promise<Metadata> => title(props).catch(() => ({}));
}
