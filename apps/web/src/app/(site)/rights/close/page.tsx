import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { MyDataFlash } from "@/features/my-data/components/MyDataFlash";
import { ProveWho } from "@/features/my-data/components/ProveWho";
import { isLastActiveAdministrator } from "@/features/settings/administrators/queries";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { ClosingFacts, LastAdministrator } from "@/sign-in/components/Closing";
import { accessHolder, providersOfPeople } from "@/sign-in/rights/access";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { PublicFrame } from "@/ui/PublicFrame";
import { SheetSection } from "@/ui/Sheet";
import { SignOutForm } from "@/ui/SignOutForm";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { Intro, Split } from "@/ui/Split";

export const generateMetadata = async () => pageTitle((await getTranslations("my-data.closePage"))("title"));

/** Explains closing to a person who cannot sign in. Only after they have just proved who they are. */
export default async function CloseWithoutSession({ searchParams }: { searchParams: SearchParams }) {
  const holder = await accessHolder();
  if (holder === null) redirect("/rights");
  const [controller, last, t] = await Promise.all([
    currentOrganisation(),
    isLastActiveAdministrator(holder.id),
    getTranslations("my-data.closePage"),
  ]);
  return (
    <PublicFrame organisation={controller} path="/rights/close" signOut={<SignOutForm withoutSession />}>
      <Split>
        <MyDataFlash outcome={null} failed={firstValue((await searchParams)["failed"])} />
        <Intro title={t("title")} lead={t("leadPlain")}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          <SheetSection title={t("what")}>
            <ClosingFacts organisation={controller.displayName} />
          </SheetSection>
          {last ? (
            <LastAdministrator />
          ) : holder.isFresh ? (
            <form className="sheet-part" action="/rights/close/decision" method="post">
              <SubmitOnce />
              <input type="hidden" name="sure" value="close" />
              <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
                <button className="answer" type="submit">
                  {t("close")}
                </button>
                <a className="answer" href="/rights">
                  {t("keep")}
                </a>
              </div>
            </form>
          ) : (
            <ProveWho providers={await providersOfPeople()} again />
          )}
        </div>
      </Split>
    </PublicFrame>
  );
}
