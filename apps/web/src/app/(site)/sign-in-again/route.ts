import { type NextRequest, NextResponse } from "next/server";
import { requestSource } from "@/platform/links/request-source";
import { seeOther } from "@/platform/links/see-other";
import { startSignInAgain } from "@/sign-in/protocol/start";

/** Sends the owner of this session to their provider, to prove who they are, and back. */
export async function GET(request: NextRequest) {
  if (requestSource(request) !== "own") return seeOther("/refused");
  return NextResponse.redirect(await startSignInAgain(request.nextUrl.searchParams.get("to")));
}
