import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/PublicFrame";
import { Part } from "@/components/Sheet";
import { Who } from "@/components/Who";
import { organisation } from "@/server/organisation";
import { pageTitle } from "@/server/page";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.left"))("title"));

/** Somebody who has an account was asked about something new, and left. It says nothing about them. */
export default async function Left() {
  const [controller, t] = [await organisation(), await getTranslations("consent.left")];
  return (
    <PublicFrame organisation={controller} path="/consent/left">
      <div className="split">
        <div className="intro">
          <h1>{t("title")}</h1>
          <p className="lead">{t("lead", { organisation: controller.displayName })}</p>
          <Who controller={controller} />
        </div>
        <div className="sheet">
          <Part title={t("what")} text={t("text")} />
          <Part title={t("next")} text={t("nextText")}>
            <div className="part-actions">
              <a className="button" href="/sign-in">
                {t("signIn")}
              </a>
            </div>
          </Part>
        </div>
      </div>
    </PublicFrame>
  );
}
