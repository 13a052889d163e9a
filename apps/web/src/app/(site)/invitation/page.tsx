import { getTranslations } from "next-intl/server";
import { OneTimeLink } from "@/features/setup/components/OneTimeLink";
import { withErrorPage, withOptionalTitle } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { acceptInvitationAction } from "@/features/setup/actions";
import type { SearchParams } from "@/platform/request-input";

export const generateMetadata = withOptionalTitle(async () => {
  const t = await getTranslations("sign-in.invitation");
  return pageTitle(t("title", { organisation: (await currentOrganisation()).displayName }));
});

/** The page of an invitation link. Opening it changes nothing; the button does. */
export default withErrorPage("/invitation", async ({ searchParams }: { searchParams: SearchParams }) => {
  const gone = "gone" in (await searchParams);
  const controller = await currentOrganisation();
  return <OneTimeLink organisation={controller} kind="invitation" gone={gone} action={acceptInvitationAction} />;
});
