import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.ended"))("title"));

/** Shown when the request has expired or was decided already. The values are deleted, so none are shown. */
export default async function Ended() {
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("consent.ended")]);
  return (
    <OutcomePage organisation={controller} path="/consent/ended" title={t("title")} lead={t("lead")}>
      <SheetSection title={t("what")} text={t("text")} />
      <ToSignIn title={t("next")} text={t("nextText")} label={t("signIn")} />
    </OutcomePage>
  );
}
