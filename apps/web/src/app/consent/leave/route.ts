import { getLocale } from "next-intl/server";
import { seeOther } from "@/platform/links/see-other";
import { readAsk } from "@/sign-in/pending/ask";
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
  const { state } = await readAsk(await getLocale());
  if (state === "ask" || state === "none") return seeOther(state === "ask" ? "/consent" : "/sign-in");
  await clearPending();
  return seeOther(pages[state]);
}
