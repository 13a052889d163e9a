import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/env";
import { findLanguage } from "@/i18n/languages";
import { languageCookie } from "@/i18n/request";
import { returnPath } from "@/sign-in/return-path";

/** Remembers the chosen language in this browser and goes back to the page it was chosen on. */
export async function GET(request: NextRequest) {
  const { origin, secureCookies } = env();
  const query = request.nextUrl.searchParams;
  const response = NextResponse.redirect(new URL(returnPath(query.get("back"), origin), origin), 303);
  const language = findLanguage(query.get("to") ?? "");
  if (language) {
    response.cookies.set(languageCookie, language.code, {
      path: "/",
      sameSite: "lax",
      secure: secureCookies,
      httpOnly: true,
      maxAge: 365 * 24 * 60 * 60,
    });
  }
  return response;
}
