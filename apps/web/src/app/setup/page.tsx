import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PublicFrame } from "@/components/PublicFrame";
import { Part } from "@/components/Sheet";
import { Who } from "@/components/Who";
import { organisation } from "@/server/organisation";
import { one, pageTitle, type Search } from "@/server/page";
import { heldSetupLink, setupLinkWorks } from "@/server/setup";
import { nextStepPath } from "@/server/setup-progress";
import { takeSetupLink } from "./actions";

export const generateMetadata = async () => pageTitle((await getTranslations("sign-in.setUp"))("title"));

/** The printed link leads here. Opening it changes nothing; the button does. */
export default async function SetUp({ searchParams }: { searchParams: Search }) {
  const given = (await searchParams)["link"];
  // Whoever has begun needs no link to go on.
  if (given === undefined && (await heldSetupLink())) redirect(await nextStepPath());
  const link = one(given) ?? "";
  const [controller, t, works] = await Promise.all([
    organisation(),
    getTranslations("sign-in.setUp"),
    setupLinkWorks(link),
  ]);
  return (
    <PublicFrame organisation={controller} path="/setup">
      <div className="split">
        <div className="intro">
          <h1>{works ? t("title") : t("goneTitle")}</h1>
          <p className="lead">{works ? t("lead") : t("gone")}</p>
          <Who controller={controller} />
        </div>
        <div className="sheet">
          {works ? (
            <Part title={t("what")} text={t("text")}>
              <form className="part-actions" action={takeSetupLink}>
                <input type="hidden" name="link" value={link} />
                <button className="button" type="submit">
                  {t("go")}
                </button>
              </form>
            </Part>
          ) : (
            <div className="sheet-part">
              <p>{t("goneText")}</p>
              <div className="part-actions">
                <a className="button" href="/sign-in">
                  {t("toSignIn")}
                </a>
              </div>
            </div>
          )}
        </div>
      </div>
    </PublicFrame>
  );
}
