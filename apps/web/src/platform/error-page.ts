import "server-only";
import type { Metadata } from "next";
import { redirect, unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { describeError, log, newReference } from "./log";

/**
 * Next draws what an error, `notFound()` or `forbidden()` leads to in the browser, so without JavaScript its page is empty
 * (https://github.com/vercel/next.js/issues/62228). Pages that people must be able to use without lead elsewhere instead.
 */

/** To the page for what does not exist, or is not for the person who asks: an address at which there is nothing. */
export function redirectToNotFound(): never {
  redirect("/not-found");
}

/** A page that ends on /failed, with a reference to the log line, when it cannot be drawn. `path`: for trying again. */
export function withErrorPage<Props>(path: string, draw: (props: Props) => Promise<ReactNode>) {
  return async function Drawn(props: Props): Promise<ReactNode> {
    try {
      return await draw(props);
    } catch (error) {
      unstable_rethrow(error);
      const reference = newReference();
      log("error", "request-failed", { reference, route: path, ...describeError(error) });
      redirect(`/failed?reference=${reference}&back=${encodeURIComponent(path)}`);
    }
  };
}

/** A title that may need the database. Without it there is none: the page itself says what happened. */
export function withOptionalTitle<Props>(title: (props: Props) => Promise<Metadata>) {
  return (props: Props): Promise<Metadata> => title(props).catch(() => ({}));
}
