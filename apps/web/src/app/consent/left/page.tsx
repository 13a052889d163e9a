import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { Part } from "@/ui/Sheet";
import { organisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.left"))("title"));

/** Somebody who has an account was asked about something new, and left. It says nothing about them. */
export default async function Left() {
  const [controller, t] = [await organisation(), await getTranslations("consent.left")];
  const lead = t("lead", { organisation: controller.displayName });
  return (
    <OutcomePage organisation={controller} path="/consent/left" title={t("title")} lead={lead}>
      <Part title={t("what")} text={t("text")} />
      <ToSignIn title={t("next")} text={t("nextText")} label={t("signIn")} />
    </OutcomePage>
  );
}
