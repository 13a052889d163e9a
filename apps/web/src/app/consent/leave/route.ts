import { getLocale } from "next-intl/server";
import { seeOther } from "@/platform/links/see-other";
import { readPrompt } from "@/sign-in/pending/consent-prompt";
import { clearPending } from "@/sign-in/pending/pending-sign-in";

const pages = {
  ended: "/consent/ended",
  "provider-disabled": "/consent/no-account?reason=provider-disabled",
} as const;

/**
 * Deletes the details of a request that can lead nowhere any more, then says so. It looks for itself whether that is so:
 * a link from elsewhere must not end a request that somebody is deciding on.
 */
export async function GET(): Promise<Response> {
  const { state } = await readPrompt(await getLocale());
  if (state === "open" || state === "none") return seeOther(state === "open" ? "/consent" : "/sign-in");
  await clearPending();
  return seeOther(pages[state]);
}
