import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { ClosingFacts, LastAdministrator } from "@/sign-in/components/Closing";
import { PublicFrame } from "@/ui/PublicFrame";
import { SheetSection } from "@/ui/Sheet";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { currentOrganisation } from "@/platform/organisation";
import { withReturn } from "@/platform/links/return-path";
import { wantedPage } from "@/platform/links/wanted-page";
import { pageTitle } from "@/platform/page";
import type { SearchParams } from "@/platform/request-input";
import { decideAction } from "@/sign-in/actions";
import { AnsweredText } from "@/sign-in/components/AnsweredText";
import { readPrompt } from "@/sign-in/pending/consent-prompt";
import { isLastActiveAdministrator } from "@/features/settings/administrators/queries";
import { Intro, Split } from "@/ui/Split";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.close"))("title"));

/**
 * For a person with an account who is asked for something that it now needs. An empty box never leads here: they come
 * by a link that says what it is, read what closing means, and answer with two buttons that look the same.
 */
export default async function CloseInstead({ searchParams }: { searchParams: SearchParams }) {
  const read = await readPrompt(await getLocale());
  if (read.state !== "open" || !read.prompt.account) redirect(withReturn("/consent", await wantedPage(searchParams)));
  const { prompt } = read;
  // A prompt that can be postponed does not cost people their account.
  const { returnTo } = prompt.pending;
  const choices = withReturn("/consent", returnTo);
  if (prompt.request.again?.canWaitUntil) redirect(choices);
  const [controller, last, t] = await Promise.all([
    currentOrganisation(),
    isLastActiveAdministrator(read.prompt.account.userId),
    getTranslations("consent.close"),
  ]);
  const name = controller.displayName;
  return (
    <PublicFrame organisation={controller} path={withReturn("/consent/close", returnTo)}>
      <Split>
        <Intro title={t("title")} lead={t("lead")}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          {last ? (
            <LastAdministrator />
          ) : (
            <SheetSection title={t("what")}>
              <ClosingFacts organisation={name} />
            </SheetSection>
          )}
          <form action={decideAction} className="sheet-part">
            <SubmitOnce />
            <AnsweredText
              shown={prompt.shownTextHash}
              request={prompt.requestId}
              language={prompt.shownText.language}
              returnTo={returnTo}
            />
            <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
              {!last && (
                <button className="answer" type="submit" name="intent" value="close">
                  {t("close")}
                </button>
              )}
              <a className="answer" href={choices}>
                {t("keep")}
              </a>
            </div>
          </form>
        </div>
      </Split>
    </PublicFrame>
  );
}
