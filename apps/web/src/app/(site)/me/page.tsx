import { getLocale, getTranslations } from "next-intl/server";
import { StoredPurposes } from "@/features/my-data/components/StoredPurposes";
import { TakeAlong } from "@/features/my-data/components/TakeAlong";
import { MyApplications } from "@/features/my-data/components/MyApplications";
import { MyDataFlash } from "@/features/my-data/components/MyDataFlash";
import { MyIdentities } from "@/features/my-data/components/MyIdentities";
import { MyRestriction } from "@/features/my-data/components/MyRestriction";
import { MyRights } from "@/features/my-data/components/MyRights";
import { MySessions } from "@/features/my-data/components/MySessions";
import { Message } from "@/ui/Message";
import { PublicFrame } from "@/ui/PublicFrame";
import { FactList, SheetSection } from "@/ui/Sheet";
import { SignOutForm } from "@/ui/SignOutForm";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { datesOf } from "@/platform/i18n/dates";
import { findLanguage } from "@/platform/i18n/languages";
import { withErrorPage, withOptionalTitle } from "@/platform/error-page";
import { legalBasisOfItem } from "@/features/my-data/stored-purposes";
import { myData } from "@/features/my-data/queries";
import { myApplications } from "@/features/my-data/applications/queries";
import { readMyDataFlash } from "@/features/my-data/flash-messages";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { Intro, Split } from "@/ui/Split";
import { ReceiptHistory } from "@/features/my-data/components/ReceiptHistory";

export const generateMetadata = withOptionalTitle(async () => pageTitle((await getTranslations("my-data"))("title")));

/** Everything that is stored about the person. */
export default withErrorPage("/me", async ({ searchParams }: { searchParams: SearchParams }) => {
  const [data, applications, controller, t] = await Promise.all([
    myData(),
    myApplications(),
    currentOrganisation(),
    getTranslations("my-data"),
  ]);
  const { moment } = datesOf(await getLocale());
  const name = controller.displayName;
  const search = await searchParams;
  const outcome = readMyDataFlash({ ...data, applications }, firstValue(search["done"]), firstValue(search["of"]));
  // What is stored on another legal basis was not agreed to and cannot be withdrawn.
  const bases = data.purposes.flatMap((purpose) =>
    purpose.items.filter(({ stored }) => stored).map((item) => legalBasisOfItem(purpose, item)),
  );
  const told = bases.some((basis) => basis !== "consent");
  const sections = [
    { id: "purposes", text: t("toc.purposes", { organisation: name }) },
    ...(applications.length > 0 ? [{ id: "applications", text: t("toc.applications") }] : []),
    { id: "sign-in", text: t("toc.signIn") },
    { id: "sessions", text: t("toc.sessions") },
    { id: "history", text: t("toc.history") },
    { id: "rights", text: t("toc.rights") },
    { id: "restriction", text: t("restriction.title") },
    { id: "leave", text: t("toc.leave") },
  ];
  return (
    <PublicFrame organisation={controller} path="/me" signOut={<SignOutForm />}>
      <Split>
        <MyDataFlash outcome={outcome} failed={firstValue(search["failed"])} />
        {firstValue(search["welcome"]) && (
          <Message tone="success" title={t("welcome")}>
            {t(!told ? "welcomeText" : bases.includes("consent") ? "told.welcomeBoth" : "told.welcomeText", {
              count: data.valueCount,
            })}
          </Message>
        )}
        <Intro
          title={t("title")}
          lead={t.rich(told ? "told.lead" : "lead", {
            organisation: name,
            count: data.valueCount,
            b: (text) => <strong>{text}</strong>,
          })}
        >
          <nav className="mt-6 hidden lg:block" aria-label={t("toc.label")}>
            <ul>
              {sections.map(({ id, text }) => (
                <li key={id}>
                  <a
                    className="flex min-h-11 items-center border-s-2 border-border ps-4 text-text no-underline hover:border-accent hover:text-accent"
                    href={`#${id}`}
                  >
                    {text}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <ControllerDetails controller={controller} />
        </Intro>
        <div>
          <section className="sheet" id="purposes" aria-label={t("toc.purposes", { organisation: name })}>
            {data.purposes.length > 0 ? (
              <StoredPurposes purposes={data.purposes} organisation={name} email={controller.email} />
            ) : (
              <SheetSection title={t("nothing")} text={t("nothingText", { organisation: name })} />
            )}
          </section>
          {applications.length > 0 && (
            <section className="sheet" id="applications" aria-label={t("toc.applications")}>
              <SheetSection title={t("toc.applications")} text={t("applications.text", { organisation: name })}>
                <div className="mt-4">
                  <MyApplications applications={applications} organisation={name} />
                </div>
              </SheetSection>
            </section>
          )}
          <section className="sheet" id="sign-in" aria-label={t("toc.signIn")}>
            <SheetSection title={t("toc.signIn")}>
              <MyIdentities identities={data.identities} connectable={data.connectable} />
              <FactList
                facts={[
                  { name: t("accountCreated"), text: moment(data.createdAt) },
                  ...(data.lastSignInAt ? [{ name: t("lastSignIn"), text: moment(data.lastSignInAt) }] : []),
                  { name: t("language"), text: findLanguage(data.language)?.name ?? data.language },
                ]}
              />
            </SheetSection>
          </section>
          <section className="sheet" id="sessions" aria-label={t("toc.sessions")}>
            <SheetSection title={t("toc.sessions")} text={t("sessions.text")}>
              <MySessions sessions={data.sessions} />
            </SheetSection>
          </section>
          <section className="sheet" id="history" aria-label={t("toc.history")}>
            <SheetSection title={t("toc.history")} text={t("receiptsText")}>
              <ReceiptHistory receipts={data.receipts} />
            </SheetSection>
          </section>
          <section className="sheet" id="rights" aria-label={t("toc.rights")}>
            <SheetSection title={t("toc.rights")}>
              <MyRights purposes={data.purposes} controller={controller} />
            </SheetSection>
          </section>
          <section className="sheet" id="restriction" aria-label={t("restriction.title")}>
            <MyRestriction restriction={data.restriction} organisation={name} />
          </section>
          <section className="sheet" id="leave" aria-label={t("toc.leave")}>
            <TakeAlong organisation={name} at="/me" />
          </section>
        </div>
      </Split>
    </PublicFrame>
  );
});
