import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/platform/env";
import { providerSignOut } from "@/sign-in/protocol/sign-out";

/** Redirects to the provider's sign-out page. A link leads here, because `form-action` lets no form leave this site. */
export async function GET(_request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  const address = await providerSignOut((await params).provider);
  return NextResponse.redirect(address ?? new URL("/sign-in", env().origin));
}
