import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { currentOrganisation } from "@/platform/organisation";
import { BackToApplication } from "@/applications/components/BackToApplication";
import { withReturn } from "@/platform/links/return-path";
import { wantedPage } from "@/platform/links/wanted-page";
import { pageTitle } from "@/platform/page";
import type { SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.ended"))("title"));

/** Shown when the request has expired or was decided already. The values are deleted, so none are shown. */
export default async function Ended({ searchParams }: { searchParams: SearchParams }) {
  const [controller, t, to] = await Promise.all([
    currentOrganisation(),
    getTranslations("consent.ended"),
    wantedPage(searchParams),
  ]);
  return (
    <OutcomePage organisation={controller} path={withReturn("/consent/ended", to)} title={t("title")} lead={t("lead")}>
      <SheetSection title={t("what")} text={t("text")} />
      <ToSignIn title={t("next")} text={t("nextText")} label={t("signIn")} returnTo={to} />
      <BackToApplication to={to} error="login_required" />
    </OutcomePage>
  );
}
