import { requestSource } from "@/platform/links/request-source";
import { seeOther } from "@/platform/links/see-other";
import { startSignIn } from "@/sign-in/protocol/start";
import { type NextRequest, NextResponse } from "next/server";

/**
 * Sends the browser to a provider, to prove there who its owner is, even if no one can sign in with it any more. Only
 * from our own page, like a sign-in.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  const source = requestSource(request);
  if (source === "foreign" || source === "unknown") return seeOther("/rights");
  const { provider } = await params;
  return NextResponse.redirect(await startSignIn(provider, "/rights", { again: true, evenDisabled: true }));
}
