import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { OneTimeLink } from "@/features/setup/components/OneTimeLink";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { openedSetupLink } from "@/platform/session/setup-link";
import { acceptSetupLinkAction } from "@/features/setup/actions";
import { nextStepPath } from "@/features/setup/queries";
import type { SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("sign-in.setUp"))("title"));

/** The page of the set-up link. Opening it changes nothing; the button does. */
export default async function SetUp({ searchParams }: { searchParams: SearchParams }) {
  const gone = "gone" in (await searchParams);
  // The browser that opened the link does not need it again. A fragment of its own, because a browser would take the
  // token along (RFC 9110, section 10.2.2).
  if (!gone && (await openedSetupLink())) redirect(`${await nextStepPath()}#main`);
  const controller = await currentOrganisation();
  return <OneTimeLink organisation={controller} kind="setUp" gone={gone} action={acceptSetupLinkAction} />;
}
