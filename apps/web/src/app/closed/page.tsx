import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/PublicFrame";
import { Part } from "@/components/Sheet";
import { Who } from "@/components/Who";
import { organisation } from "@/server/organisation";
import { pageTitle } from "@/server/page";

export const generateMetadata = async () => pageTitle((await getTranslations("closing"))("done.title"));

/** After an account was closed. It says nothing about the person: nothing about them is left to say it from. */
export default async function Closed() {
  const [controller, t] = [await organisation(), await getTranslations("closing")];
  const name = controller.displayName;
  return (
    <PublicFrame organisation={controller} path="/closed">
      <div className="split">
        <div className="intro">
          <h1>{t("done.title")}</h1>
          <p className="lead">{t("done.lead", { organisation: name })}</p>
          <Who controller={controller} />
        </div>
        <div className="sheet">
          <Part title={t("done.what")} text={t("goneText", { organisation: name })} />
          <Part title={t("stays")} text={t("staysText")} />
          <Part title={t("files")} text={t("filesText")} />
        </div>
      </div>
    </PublicFrame>
  );
}
