import "server-only";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { env } from "./env";
import { requestedPathHeader, returnPath } from "./links/return-path";
import { describeError, log, newReference } from "./log";

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
      const reference = newReference();
      log("error", "request-failed", { reference, route: path, ...describeError(error) });
      const back = returnPath((await headers()).get(requestedPathHeader) ?? path, env().origin);
      redirect(`/failed?reference=${reference}&back=${encodeURIComponent(back)}`);
    }
  };
}

/**
 * For a title that may need the database. If it cannot be read, the page has no title and says what happened.
 */
export function withOptionalTitle<Props>(title: (props: Props) => Promise<Metadata>) {
  return (props: Props): Promise<Metadata> => title(props).catch(() => ({}));
}
