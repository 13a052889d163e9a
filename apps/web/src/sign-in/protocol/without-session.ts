import "server-only";
import { NextRequest } from "next/server";
import { env } from "@/platform/env";
import { cookieNames } from "@/platform/session/cookies";

/**
 * A provider's answer as Auth.js may see it. With a session cookie in the request, Auth.js would try to join the provider
 * to whoever is signed in, or refuse because it belongs to somebody else.
 */
export function withoutSession(request: NextRequest): NextRequest {
  const headers = new Headers(request.headers);
  const kept = request.cookies
    .getAll()
    .filter(({ name }) => !name.startsWith(cookieNames().session))
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  headers.set("cookie", kept.join("; "));
  const address = new URL(request.nextUrl.pathname + request.nextUrl.search, env().origin);
  return new NextRequest(address, { headers });
}
