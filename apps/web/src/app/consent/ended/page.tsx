import { getTranslations } from "next-intl/server";
import { OutcomePage, ToSignIn } from "@/components/OutcomePage";
import { Part } from "@/components/Sheet";
import { organisation } from "@/server/organisation";
import { pageTitle } from "@/server/page";

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
