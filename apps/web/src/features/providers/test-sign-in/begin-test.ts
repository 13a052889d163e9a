import "server-only";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/platform/env";
import type { TestOrigin } from "@/sign-in/try-out/test-cookie";
import { startTest } from "@/sign-in/try-out/test-sign-in";
import { isId } from "@/platform/request-input";

/** Sends whoever may test a provider there. The route has found that they may. */
export async function beginTest(request: NextRequest, id: string, home: TestOrigin): Promise<Response> {
  // Nothing is stored by it, but a page elsewhere has no business sending an administrator to a provider.
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return NextResponse.redirect(new URL("/refused", env().origin));
  const unasked = request.nextUrl.searchParams.get("unasked") === "1";
  const to = isId(id) ? await startTest(id, { unasked, home }) : "/not-found";
  return NextResponse.redirect(new URL(to, env().origin));
}
