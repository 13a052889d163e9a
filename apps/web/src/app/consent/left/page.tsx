import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.left"))("title"));

/** For a person with an account who was asked about something new and left without an answer. */
export default async function Left() {
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("consent.left")]);
  const lead = t("lead", { organisation: controller.displayName });
  return (
    <OutcomePage organisation={controller} path="/consent/left" title={t("title")} lead={lead}>
      <SheetSection title={t("what")} text={t("text")} />
      <ToSignIn title={t("next")} text={t("nextText")} label={t("signIn")} />
    </OutcomePage>
  );
}
