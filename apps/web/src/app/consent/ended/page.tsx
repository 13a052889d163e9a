import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { Part } from "@/ui/Sheet";
import { organisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.ended"))("title"));

/** Too late, or decided already. No details are shown: they are gone. */
export default async function Ended() {
  const [controller, t] = [await organisation(), await getTranslations("consent.ended")];
  return (
    <OutcomePage organisation={controller} path="/consent/ended" title={t("title")} lead={t("lead")}>
      <Part title={t("what")} text={t("text")} />
      <ToSignIn title={t("next")} text={t("nextText")} label={t("signIn")} />
    </OutcomePage>
  );
}
