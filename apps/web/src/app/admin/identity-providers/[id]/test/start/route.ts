import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/env";
import { requireAdministrator } from "@/server/access";
import { isId } from "@/server/id";
import { startTest } from "@/sign-in/test-sign-in";

/** A plain link leads here, as a sign-in begins: a form could not leave for the provider under our `form-action`. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  await requireAdministrator();
  const { id } = await params;
  // Nothing is stored by it, but a page elsewhere has no business sending an administrator to a provider.
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return NextResponse.redirect(new URL("/refused", env().origin));
  const unasked = request.nextUrl.searchParams.get("unasked") === "1";
  const to = isId(id) ? await startTest(id, { unasked }) : "/not-found";
  return NextResponse.redirect(new URL(to, env().origin));
}
