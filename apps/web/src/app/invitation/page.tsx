import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/PublicFrame";
import { Part } from "@/components/Sheet";
import { Who } from "@/components/Who";
import { drawn, titled } from "@/server/drawn";
import { invitationWorks } from "@/server/invitation";
import { organisation } from "@/server/organisation";
import { one, pageTitle, type Search } from "@/server/page";
import { takeInvitation } from "./actions";

export const generateMetadata = titled(async () => {
  const t = await getTranslations("admin-settings.invitation");
  return pageTitle(t("title", { organisation: (await organisation()).displayName }));
});

/** The link of an invitation leads here. Opening it changes nothing; the button does. */
export default drawn("/invitation", async ({ searchParams }: { searchParams: Search }) => {
  const link = one((await searchParams)["link"]) ?? "";
  const [controller, t, works] = await Promise.all([
    organisation(),
    getTranslations("admin-settings.invitation"),
    invitationWorks(link),
  ]);
  return (
    <PublicFrame organisation={controller} path="/invitation">
      <div className="split">
        <div className="intro">
          <h1>{works ? t("title", { organisation: controller.displayName }) : t("goneTitle")}</h1>
          <p className="lead">{works ? t("lead") : t("gone")}</p>
          <Who controller={controller} />
        </div>
        <div className="sheet">
          {works ? (
            <Part title={t("what")} text={t("text")}>
              <form className="part-actions" action={takeInvitation}>
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
});
