import "server-only";
import { createHash } from "node:crypto";
import type { NextRequest } from "next/server";
import { env } from "@/platform/env";
import { returnPath } from "@/platform/links/return-path";
import { cookieHeader, cookieNames } from "@/platform/session/cookies";

/** Seconds for which an answer that comes a second time still knows where its sign-in was to lead. */
const remembered = 600;

/**
 * Remembers where a sign-in leads to, because its own cookies end with the answer. A provider's page that is pressed twice
 * sends the same answer again, and the browser shows what comes of the second one. The cookie opens nothing: it holds a
 * path of ours, like the address of each page on the way.
 */
export function rememberAnswered(response: Response, request: NextRequest, returnTo: string): Response {
  const value = `${nameOf(request)}.${encodeURIComponent(returnTo)}`;
  response.headers.append("set-cookie", cookieHeader(cookieNames().answered, value, remembered));
  return response;
}

/** Where the sign-in of this answer was to lead, if the browser's last one had the same; "/" for any other. */
export function returnOfAnswered(request: NextRequest): string {
  const [name, path = ""] = (request.cookies.get(cookieNames().answered)?.value ?? "").split(".", 2);
  if (name !== nameOf(request)) return "/";
  return returnPath(decoded(path), env().origin);
}

/** An answer is known by its `state`. Its hash says nothing to who reads the cookie. */
const nameOf = (request: NextRequest) =>
  createHash("sha256")
    .update(request.nextUrl.searchParams.get("state") ?? "")
    .digest("base64url");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
