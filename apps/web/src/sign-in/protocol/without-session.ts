import "server-only";
import { NextRequest } from "next/server";
import { env } from "@/platform/env";
import { cookieNames } from "@/platform/session/cookies";

/**
 * A provider's answer without the session cookie. With it, Auth.js would try to link the provider to the account that
 * is signed in, or refuse because the identity belongs to another account.
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
