import type { NextRequest } from "next/server";
import { getLocale } from "next-intl/server";
import { env } from "@/platform/env";
import { returnPath, withReturn } from "@/platform/links/return-path";
import { seeOther } from "@/platform/links/see-other";
import { readPrompt } from "@/sign-in/pending/consent-prompt";
import { leaveSignIn } from "@/sign-in/decide/decision-steps";
import { withoutPrompt } from "@/sign-in/decide/endings";

/**
 * Deletes the values of a pending sign-in that can no longer be answered. It checks that first: a link on another site
 * must not end a sign-in in progress.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const to = returnPath(request.nextUrl.searchParams.get("to"), env().origin);
  const { state } = await readPrompt(await getLocale());
  if (state === "age") return seeOther(withReturn("/consent/age", to));
  if (state === "open" || state === "none") return seeOther(withReturn(state === "open" ? "/consent" : "/sign-in", to));
  return seeOther(await leaveSignIn(withoutPrompt(state), to));
}
