import { getLocale, getTranslations } from "next-intl/server";
import { ClosingFacts, LastAdministrator } from "@/sign-in/components/Closing";
import { Icon } from "@/ui/Icon";
import { MyDataFlash } from "@/features/my-data/components/MyDataFlash";
import { PublicFrame } from "@/ui/PublicFrame";
import { SheetSection } from "@/ui/Sheet";
import { SignInAgain } from "@/features/my-data/components/SignInAgain";
import { SignOutForm } from "@/ui/SignOutForm";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { mandatoryDetail } from "@/features/my-data/queries";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { currentSession } from "@/platform/session/current-session";
import { freshness } from "@/platform/session/freshness";
import { inSentence } from "@/sign-in/shown-text/problem-sentence";
import { isLastActiveAdministrator } from "@/features/settings/administrators/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { Intro, Split } from "@/ui/Split";

interface Props {
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ searchParams }: Props) {
  return pageTitle(await titleOf(await mandatoryDetail(firstValue((await searchParams)["of"]))));
}

/** Explains closing, offers a download first, and asks with two equal buttons. Only after a recent sign-in. */
export default async function Close({ searchParams }: Props) {
  const search = await searchParams;
  const of = firstValue(search["of"]);
  const [label, session, state] = await Promise.all([mandatoryDetail(of), currentSession(), freshness()]);
  const [controller, last, t] = await Promise.all([
    currentOrganisation(),
    isLastActiveAdministrator(session?.userId),
    getTranslations("my-data.closePage"),
  ]);
  const name = controller.displayName;
  const back = `/me/close${of ? `?of=${encodeURIComponent(of)}` : ""}`;
  return (
    <PublicFrame organisation={controller} path={back} signOut={<SignOutForm />}>
      <Split>
        <MyDataFlash outcome={null} failed={firstValue(search["failed"])} />
        <Intro title={await titleOf(label)} lead={label ? t("lead", { organisation: name }) : t("leadPlain")}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          <SheetSection title={t("what")}>
            <ClosingFacts organisation={name} />
          </SheetSection>
          <SheetSection title={t("before")} text={t("download")}>
            <div className="mt-4 flex flex-wrap gap-3">
              <Download />
            </div>
          </SheetSection>
          {last ? (
            <LastAdministrator />
          ) : state === "fresh" ? (
            <form className="sheet-part" action="/me/close/decision" method="post">
              <SubmitOnce />
              <input type="hidden" name="sure" value="close" />
              <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
                <button className="answer" type="submit">
                  {t(label ? "withdraw" : "close")}
                </button>
                <a className="answer" href="/me">
                  {t("keep")}
                </a>
              </div>
            </form>
          ) : (
            <SignInAgain state={state} to={back} text={t("againText")} keep={t("keep")} />
          )}
        </div>
      </Split>
    </PublicFrame>
  );
}

async function Download() {
  const t = await getTranslations("my-data");
  return (
    <a className="button" href="/me/download" download>
      <Icon name="down" />
      {t("downloadZip")}
    </a>
  );
}

async function titleOf(label: string | null): Promise<string> {
  const t = await getTranslations("my-data.closePage");
  return label ? t("titleWithdraw", { label: inSentence(label, await getLocale()) }) : t("title");
}
