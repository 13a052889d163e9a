import { getTranslations } from "next-intl/server";
import { restrictionGrounds } from "@/features/my-data/restriction/mutations";
import { requirePerson } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { PublicFrame } from "@/ui/PublicFrame";
import { FactList, SheetSection } from "@/ui/Sheet";
import { SignOutForm } from "@/ui/SignOutForm";
import { Intro, Split } from "@/ui/Split";

export const generateMetadata = async () => pageTitle((await getTranslations("my-data.restriction"))("title"));

/** What a restriction of use means, and on which ground the person asks for it (Article 18(1) GDPR). */
export default withErrorPage("/me/restrict", async () => {
  await requirePerson();
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("my-data.restriction")]);
  const words = { organisation: controller.displayName };
  return (
    <PublicFrame organisation={controller} path="/me/restrict" signOut={<SignOutForm />}>
      <Split>
        <Intro title={t("title")} lead={t("lead", words)}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          <SheetSection title={t("means")}>
            <FactList
              facts={[
                { name: t("stays"), text: t("staysText") },
                { name: t("stops"), text: t("stopsText") },
                { name: t("ends"), text: t("endsText", words) },
              ]}
            />
          </SheetSection>
          <form className="sheet-part" action="/me/restrict/decision" method="post">
            <SubmitOnce />
            <fieldset>
              <legend className="mb-2 font-medium">{t("why")}</legend>
              {restrictionGrounds.map((ground) => (
                <label className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5" key={ground}>
                  <input
                    className="size-5 flex-none accent-accent"
                    type="radio"
                    name="ground"
                    value={ground}
                    required
                  />
                  <span>{t(`ground.${ground}`)}</span>
                </label>
              ))}
            </fieldset>
            <div className="mt-4 grid gap-3 @min-[30rem]/sheet:grid-cols-2">
              <button className="answer" type="submit">
                {t("yes")}
              </button>
              <a className="answer" href="/me#restriction">
                {t("no")}
              </a>
            </div>
          </form>
        </div>
      </Split>
    </PublicFrame>
  );
});
