import "server-only";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/platform/env";
import { requestSource } from "@/platform/links/request-source";
import type { TestOrigin } from "@/sign-in/try-out/test-cookie";
import { startTest } from "@/sign-in/try-out/test-sign-in";
import { isId } from "@/platform/request-input";

/** Starts a test sign-in. The route has checked that the user may. */
export async function beginTest(request: NextRequest, id: string, home: TestOrigin): Promise<Response> {
  // It stores nothing, but another site must not be able to send an administrator to a provider.
  if (requestSource(request) !== "own") return NextResponse.redirect(new URL("/refused", env().origin));
  const unasked = request.nextUrl.searchParams.get("unasked") === "1";
  const to = isId(id) ? await startTest(id, { unasked, home }) : "/not-found";
  return NextResponse.redirect(new URL(to, env().origin));
}
