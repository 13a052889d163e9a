import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { OneTimeLink } from "@/features/setup/components/OneTimeLink";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { openedSetupLink, isSetupLinkUsable } from "@/platform/session/setup-link";
import { acceptSetupLinkAction } from "@/features/setup/actions";
import { nextStepPath } from "@/features/setup/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("sign-in.setUp"))("title"));

/** The page of the set-up link. Opening it changes nothing; the button does. */
export default async function SetUp({ searchParams }: { searchParams: SearchParams }) {
  const given = (await searchParams)["link"];
  // The browser that opened the link does not need it again.
  if (given === undefined && (await openedSetupLink())) redirect(await nextStepPath());
  const link = firstValue(given) ?? "";
  const [controller, works] = await Promise.all([currentOrganisation(), isSetupLinkUsable(link)]);
  return (
    <OneTimeLink organisation={controller} kind="setUp" link={works ? link : null} action={acceptSetupLinkAction} />
  );
}
