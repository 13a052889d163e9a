import { getLocale } from "next-intl/server";
import { seeOther } from "@/platform/links/see-other";
import { readPrompt } from "@/sign-in/pending/consent-prompt";
import { leaveSignIn } from "@/sign-in/decide/decision-steps";
import { withoutPrompt } from "@/sign-in/decide/endings";

/**
 * Deletes the details of a request that can lead nowhere any more, then says so. It looks for itself whether that is so:
 * a link from elsewhere must not end a request that somebody is deciding on.
 */
export async function GET(): Promise<Response> {
  const { state } = await readPrompt(await getLocale());
  if (state === "open" || state === "none") return seeOther(state === "open" ? "/consent" : "/sign-in");
  return seeOther(await leaveSignIn(withoutPrompt(state)));
}
