import "server-only";
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "../env";
import { requestedPathHeader } from "../links/return-path";
import { retryAfter } from "../unavailable";
import { isNoAnswer, isPageAfterAnswer } from "./decision-request";
import { endFailed } from "./failed-answer";
import { incoming, type Incoming } from "./incoming";
import { contentPolicy, pageHeaders } from "./page-headers";
import { type ShortRoute, shortRoutes } from "./short-routes";
import { staleFormDocument } from "./stale-form";

type Front = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
type ShortAnswer = ReturnType<typeof shortRoutes>;

/**
 * The server in front of Next calls this for every address but files of the build. It is on `globalThis`, because Next
 * bundles it. It is not a `proxy.ts`: that costs as much processor as a small route, at every request.
 */
const shared = globalThis as typeof globalThis & { assentFront?: Front };

export function openFront(routes: readonly ShortRoute[]): void {
  const short = shortRoutes(routes);
  shared.assentFront = (request, response) =>
    meet(request, response, short).catch((error: unknown) => {
      endFailed(response, error, "front");
      return true;
    });
}

/**
 * Sets headers and the script nonce, answers what no page should see, and never authorizes: a request that bypasses this
 * must still be refused where it matters. Returns whether it has answered.
 */
async function meet(request: IncomingMessage, response: ServerResponse, short: ShortAnswer): Promise<boolean> {
  const { origin } = env();
  const seen = incoming(request, origin);
  const { pathname } = seen.url;
  const answer = (status: number, headers: Readonly<Record<string, string>> = {}, body = "") => {
    response.writeHead(status, headers).end(body);
    return true;
  };
  if (isSentAlong(seen)) return answer(303, { location: origin + pathname + seen.url.search });
  if (isNoAnswer(seen)) return answer(303, { location: `${origin}/refused` });
  if (isPageAfterAnswer(seen)) return answer(204);
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(pathname, nonce);
  for (const [name, value] of Object.entries(pageHeaders(pathname, policy))) response.setHeader(name, value);
  if (await short(request, response, seen.url)) return true;
  const stale = await staleFormDocument(request, seen, nonce);
  if (stale !== null) return answer(409, { "content-type": "text/html; charset=utf-8" }, stale);
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  request.headers[requestedPathHeader] = requestedPath(seen);
  const status = statusOf.get(pathname);
  if (status !== undefined) response.statusCode = status;
  if (status === 503) response.setHeader("retry-after", retryAfter["retry-after"]);
  return false;
}

function requestedPath({ url }: Incoming): string {
  const wanted = new URL(url);
  // A parameter of Next's own requests for the payload of a page.
  wanted.searchParams.delete("_rsc");
  return wanted.pathname + wanted.search;
}

/**
 * A form that is posted without a script is answered by its own page. If that page redirects, because the session has
 * ended or it cannot be rendered, the browser repeats the post (307, RFC 9110 section 15.4.8) to a page without this
 * action, which would refuse it. So it is asked for without the form (303). The sign-in page has a form too, but its posts
 * come from itself.
 */
function isSentAlong({ method, header, url: { pathname, origin } }: Incoming): boolean {
  if (method !== "POST" || header("next-action") !== null) return false;
  if (["/not-found", "/failed", "/unavailable", "/refused"].includes(pathname)) return true;
  const from = header("referer");
  return pathname === "/sign-in" && from !== null && URL.parse(from, origin)?.pathname !== pathname;
}

/**
 * Pages that are a refusal or a failure. A page cannot set its status, and the page for `forbidden()` or an error has
 * no content until a script has run (https://github.com/vercel/next.js/issues/62228).
 */
const statusOf: ReadonlyMap<string, number> = new Map([
  ["/refused", 403],
  ["/failed", 500],
  ["/unavailable", 503],
]);
