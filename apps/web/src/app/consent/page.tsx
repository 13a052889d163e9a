import { getLocale } from "next-intl/server";
import { redirect } from "next/navigation";
import { ConsentScreen } from "@/sign-in/components/ConsentScreen";
import { headingOf } from "@/sign-in/components/item-states";
import { drawn, titled } from "@/platform/error-page";
import { one, pageTitle, type Search } from "@/platform/page";
import { readAsk } from "@/sign-in/pending/ask";

export const generateMetadata = titled(async () => {
  const read = await readAsk(await getLocale());
  if (read.state !== "ask") return {};
  const { title } = await headingOf(read.ask);
  return pageTitle(title, { error: read.ask.pending.draft?.reason === "problems" });
});

/** The question, once between a first sign-in and an account. */
export default drawn("/consent", async ({ searchParams }: { searchParams: Search }) => {
  const read = await readAsk(await getLocale());
  if (read.state !== "ask") redirect(elsewhere[read.state]);
  // Called, so that what fails in it ends on /failed too.
  return ConsentScreen({ ask: read.ask, failed: one((await searchParams)["failed"]) });
});

// A page cannot delete a cookie, so what ended goes through a route that does.
const elsewhere = { none: "/sign-in", ended: "/consent/leave", "provider-disabled": "/consent/leave" } as const;
