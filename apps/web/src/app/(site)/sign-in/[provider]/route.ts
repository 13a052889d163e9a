import { requestSource } from "@/platform/links/request-source";
import { seeOther } from "@/platform/links/see-other";
import { startSignIn } from "@/sign-in/protocol/start";
import { type NextRequest, NextResponse } from "next/server";

/**
 * Sends the browser to a provider. A link leads here, because `form-action 'self'` of the CSP blocks a form. From
 * another site it leads to the sign-in page, where the person has to press the link: a provider with an open session
 * answers without asking, and a page that a person only looks at must not sign them in.
 */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  const { search, searchParams: query } = request.nextUrl;
  const source = requestSource(request);
  if (source === "foreign" || source === "unknown") return seeOther(`/sign-in${search}`);
  const again = query.get("again") === "1";
  return NextResponse.redirect(await startSignIn((await params).provider, query.get("to"), { again }));
}
