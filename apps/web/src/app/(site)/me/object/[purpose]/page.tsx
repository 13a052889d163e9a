import { getLocale, getTranslations } from "next-intl/server";
import { PublicFrame } from "@/ui/PublicFrame";
import { FactList, SheetSection } from "@/ui/Sheet";
import { SignOutForm } from "@/ui/SignOutForm";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { redirectToNotFound } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { objectable } from "@/features/my-data/queries";
import { basisSentence } from "@/sign-in/shown-text/version-differences";
import { Intro, Split } from "@/ui/Split";

interface Props {
  readonly params: Promise<{ purpose: string }>;
}

export async function generateMetadata({ params }: Props) {
  const purpose = await objectable((await params).purpose);
  if (!purpose) return {};
  const t = await getTranslations("my-data.objectPage");
  return pageTitle(t("title", { purpose: purpose.name }));
}

/** What objecting means, before a person objects to what is kept on a legal basis that allows it. */
export default async function ObjectTo({ params }: Props) {
  const purpose = await objectable((await params).purpose);
  if (!purpose) redirectToNotFound();
  const [controller, t, notice] = await Promise.all([
    currentOrganisation(),
    getTranslations("my-data.objectPage"),
    getTranslations("notice"),
  ]);
  const { displayName: organisation, email } = controller;
  const { details } = purpose;
  const about = details.length > 0 && t("about", { details: new Intl.ListFormat(await getLocale()).format(details) });
  return (
    <PublicFrame organisation={controller} path={`/me/object/${purpose.id}`} signOut={<SignOutForm />}>
      <Split>
        <Intro
          title={t("title", { purpose: purpose.name })}
          lead={[...purpose.bases.map((basis) => basisSentence(basis, notice)), about].filter(Boolean).join(" ")}
        >
          <ControllerDetails controller={controller} />
        </Intro>
        <form className="sheet" action="/me/object/decision" method="post">
          <SubmitOnce />
          <input type="hidden" name="purpose" value={purpose.id} />
          <SheetSection title={t("what")}>
            <FactList
              facts={[
                { name: t("then"), text: t("thenText", { organisation }) },
                {
                  name: t("reasons"),
                  text: t.rich(email ? "reasonsText" : "reasonsPlain", {
                    organisation,
                    email: email ?? "",
                    write: (text) => <a href={`mailto:${email ?? ""}`}>{text}</a>,
                  }),
                },
                { name: t("until"), text: t("untilText") },
              ]}
            />
          </SheetSection>
          <div className="sheet-part">
            <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
              <button className="answer" type="submit">
                {t("object")}
              </button>
              <a className="answer" href="/me">
                {t("keep")}
              </a>
            </div>
          </div>
        </form>
      </Split>
    </PublicFrame>
  );
}
