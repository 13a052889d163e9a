import { startSignIn } from "@/sign-in/protocol/start";
import { type NextRequest, NextResponse } from "next/server";

/** Sends the browser to a provider. A link leads here, because `form-action 'self'` of the CSP stops a form. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  return NextResponse.redirect(await startSignIn((await params).provider, request.nextUrl.searchParams.get("to")));
}
