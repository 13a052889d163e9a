import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { currentOrganisation } from "@/platform/organisation";
import { BackToApplication } from "@/applications/components/BackToApplication";
import { withReturn } from "@/platform/links/return-path";
import { wantedPage } from "@/platform/links/wanted-page";
import { pageTitle } from "@/platform/page";
import type { SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.left"))("title"));

/** For a person with an account who was asked about something new and left without an answer. */
export default async function Left({ searchParams }: { searchParams: SearchParams }) {
  const [controller, t, to] = await Promise.all([
    currentOrganisation(),
    getTranslations("consent.left"),
    wantedPage(searchParams),
  ]);
  const lead = t("lead");
  return (
    <OutcomePage organisation={controller} path={withReturn("/consent/left", to)} title={t("title")} lead={lead}>
      <ToSignIn title={t("next")} text={t("nextText")} label={t("signIn")} returnTo={to} />
      <BackToApplication to={to} error="access_denied" />
    </OutcomePage>
  );
}
