import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Bytes. As an address it must fit what browsers, proxies and Node take. */
const longest = 8000;

export const isPostedRequest = ({ method, url = "" }: IncomingMessage): boolean =>
  method === "POST" && /^\/oidc\/auth(\?|$)/.test(url);

/**
 * An authorization request may be posted: OpenID Connect Core 1.0, section 3.1.2.1. It continues as the same request by GET,
 * because a post from another site does not bring the cookie of the session.
 */
export async function continueByGet(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longest) return void response.writeHead(413, { connection: "close" }).end();
    chunks.push(chunk);
  }
  const parameters = new URLSearchParams(Buffer.concat(chunks).toString("utf8")).toString();
  response.writeHead(303, { location: `/oidc/auth?${parameters}`, "cache-control": "no-store" }).end();
}
