import { getTranslations } from "next-intl/server";
import { OneTimeLink } from "@/features/setup/components/OneTimeLink";
import { drawn, titled } from "@/platform/error-page";
import { invitationWorks } from "@/features/setup/invitation";
import { organisation } from "@/platform/organisation";
import { one, pageTitle, type Search } from "@/platform/page";
import { takeInvitation } from "@/features/setup/invitation-actions";

export const generateMetadata = titled(async () => {
  const t = await getTranslations("sign-in.invitation");
  return pageTitle(t("title", { organisation: (await organisation()).displayName }));
});

/** The link of an invitation leads here. Opening it changes nothing; the button does. */
export default drawn("/invitation", async ({ searchParams }: { searchParams: Search }) => {
  const link = one((await searchParams)["link"]) ?? "";
  const [controller, works] = await Promise.all([organisation(), invitationWorks(link)]);
  return <OneTimeLink organisation={controller} kind="invitation" link={works ? link : null} action={takeInvitation} />;
});
