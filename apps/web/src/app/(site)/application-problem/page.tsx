import { getTranslations } from "next-intl/server";
import { problemOf } from "@/applications/problem";
import { startPageOf } from "@/applications/way-back";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { OutcomePage, ToSignIn } from "@/ui/OutcomePage";
import { SheetSection } from "@/ui/Sheet";

export const generateMetadata = async () => pageTitle((await getTranslations("applications.problem"))("title"));

/** For an application's request that cannot continue and cannot be sent back to the application. */
export default async function ApplicationProblemPage({ searchParams }: { searchParams: SearchParams }) {
  const search = await searchParams;
  const problem = problemOf(firstValue(search["code"]));
  const [organisation, t, application] = await Promise.all([
    currentOrganisation(),
    getTranslations("applications.problem"),
    startPageOf(firstValue(search["client"])),
  ]);
  return (
    <OutcomePage organisation={organisation} path="/application-problem" title={t("title")} lead={t(`${problem}.lead`)}>
      <SheetSection title={t("next")} text={t(`${problem}.next`)}>
        {application?.homeUrl && (
          <div className="mt-4 flex flex-wrap gap-3">
            <a className="button" href={application.homeUrl}>
              {t("go", { application: application.name })}
            </a>
          </div>
        )}
      </SheetSection>
      <ToSignIn title={t("elsewhere", { organisation: organisation.displayName })} label={t("signIn")} />
    </OutcomePage>
  );
}
