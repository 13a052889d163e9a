import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { MyDataFlash } from "@/features/my-data/components/MyDataFlash";
import { ProveWho } from "@/features/my-data/components/ProveWho";
import { StoredPurposes } from "@/features/my-data/components/StoredPurposes";
import { TakeAlong } from "@/features/my-data/components/TakeAlong";
import { readMyDataFlash } from "@/features/my-data/flash-messages";
import { dataWithoutSession } from "@/features/my-data/queries";
import { currentUser } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { providersOfPeople } from "@/sign-in/rights/access";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { OutcomePage } from "@/ui/OutcomePage";
import { PublicFrame } from "@/ui/PublicFrame";
import { SheetSection } from "@/ui/Sheet";
import { SignOutForm } from "@/ui/SignOutForm";
import { Intro, Split } from "@/ui/Split";

export const generateMetadata = async () => pageTitle((await getTranslations("my-data.without"))("title"));

/**
 * For people with an account who cannot sign in, because they are suspended or their provider is switched off: what is
 * stored about them, and how to take it along, withdraw it and delete it, once their provider has said who they are.
 */
export default withErrorPage("/rights", async ({ searchParams }: { searchParams: SearchParams }) => {
  if ((await currentUser()) !== null) redirect("/me");
  const [data, controller, t, search] = await Promise.all([
    dataWithoutSession(await getLocale()),
    currentOrganisation(),
    getTranslations("my-data"),
    searchParams,
  ]);
  const { displayName: organisation, email } = controller;
  if (data === null) {
    const [title, lead] = [t("without.title"), t("without.lead", { organisation })];
    return (
      <OutcomePage organisation={controller} path="/rights" title={title} lead={lead}>
        <ProveWho providers={await providersOfPeople()} />
      </OutcomePage>
    );
  }
  const seen = { ...data, applications: [] };
  const outcome = readMyDataFlash(seen, firstValue(search["done"]), firstValue(search["of"]));
  return (
    <PublicFrame organisation={controller} path="/rights" signOut={<SignOutForm withoutSession />}>
      <Split>
        <MyDataFlash outcome={outcome} failed={firstValue(search["failed"])} />
        <Intro title={t("without.title")} lead={t("without.open", { organisation })}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div>
          <section className="sheet" aria-label={t("toc.purposes", { organisation })}>
            {data.purposes.length > 0 ? (
              <StoredPurposes purposes={data.purposes} organisation={organisation} email={email} at="/rights" />
            ) : (
              <SheetSection title={t("nothing")} text={t("nothingText", { organisation })} />
            )}
          </section>
          <section className="sheet" aria-label={t("toc.leave")}>
            <TakeAlong organisation={organisation} at="/rights" />
          </section>
        </div>
      </Split>
    </PublicFrame>
  );
});
