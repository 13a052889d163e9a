import type { IncomingMessage } from "node:http";

/** What is looked at of a request before Next sees it. */
export interface Incoming {
  readonly method: string;
  /** With the origin of AUTH_URL, for any Host header. */
  readonly url: URL;
  header(name: string): string | null;
}

export function incoming({ method = "GET", url = "/", headers }: IncomingMessage, origin: string): Incoming {
  const header = (name: string) => {
    const value = headers[name];
    return value === undefined ? null : [value].flat().join(", ");
  };
  return { method, url: new URL(url, origin), header };
}

/** The value of a cookie as it was sent; undefined if there is none. */
export function cookieOf(request: Incoming, name: string): { readonly value: string } | undefined {
  const pairs = (request.header("cookie") ?? "").split(";").map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? undefined : { value: found.slice(name.length + 1) };
}
