import { startSignIn } from "@/sign-in/protocol/start";
import { type NextRequest, NextResponse } from "next/server";

/** Sends the browser to a provider. A plain link leads here: a form could not, since `form-action` is 'self'. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  return NextResponse.redirect(await startSignIn((await params).provider, request.nextUrl.searchParams.get("to")));
}
