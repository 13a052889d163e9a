import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import { ConsentScreen } from "@/sign-in/components/ConsentScreen";
import { headingOf } from "@/sign-in/components/item-states";
import { withErrorPage, withOptionalTitle } from "@/platform/error-page";
import { withReturn } from "@/platform/links/return-path";
import { wantedPage } from "@/platform/links/wanted-page";
import { pageTitle } from "@/platform/page";
import { readPrompt } from "@/sign-in/pending/consent-prompt";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = withOptionalTitle(async () => {
  const read = await readPrompt(await getLocale());
  if (read.state !== "open") return {};
  const { title } = await headingOf(read.prompt);
  return pageTitle(title, { error: read.prompt.pending.draft?.reason === "problems" });
});

/** The consent screen, between the sign-in at the provider and the session. */
export default withErrorPage("/consent", async ({ searchParams }: { searchParams: SearchParams }) => {
  const read = await readPrompt(await getLocale());
  if (read.state !== "open") {
    const to = await wantedPage(searchParams);
    redirect(withReturn(read.state === "none" && to !== "/" ? "/consent/ended" : elsewhere[read.state], to));
  }
  // Called, not rendered as an element, so that its errors lead to /failed too.
  return ConsentScreen({ prompt: read.prompt, failed: firstValue((await searchParams)["failed"]) });
});

// A page cannot delete a cookie, so a sign-in that has ended goes through a route that can. A browser deletes the
// cookie when it expires; then only the address says that there was a sign-in.
const elsewhere = {
  age: "/consent/age",
  none: "/sign-in",
  ended: "/consent/leave",
  "provider-disabled": "/consent/leave",
  "no-organisation": "/consent/leave",
} as const;
