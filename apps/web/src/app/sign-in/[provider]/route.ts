import { requestSource } from "@/platform/links/request-source";
import { seeOther } from "@/platform/links/see-other";
import { startSignIn } from "@/sign-in/protocol/start";
import { type NextRequest, NextResponse } from "next/server";

/**
 * Sends the browser to a provider. A link leads here, because `form-action 'self'` of the CSP stops a form. From another
 * site it leads to the sign-in page, where the link has to be pressed: a provider with an open session answers without a
 * word, and nobody is to be signed in by a page that they only looked at.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  const { search, searchParams: query } = request.nextUrl;
  const source = requestSource(request);
  if (source === "foreign" || source === "unknown") return seeOther(`/sign-in${search}`);
  const again = query.get("again") === "1";
  return NextResponse.redirect(await startSignIn((await params).provider, query.get("to"), { again }));
}
