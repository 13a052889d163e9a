import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { ClosingFacts, LastAdministrator } from "@/sign-in/components/Closing";
import { PublicFrame } from "@/ui/PublicFrame";
import { FactList, SheetSection } from "@/ui/Sheet";
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
import { refusedItems } from "@/sign-in/pending/refused-items";

export const generateMetadata = async () => pageTitle((await getTranslations("consent.close"))("title"));

/**
 * For a person with an account who refuses an attribute that it now needs: they can leave or close the account, and
 * both buttons look the same. A visitor who only follows a link does not see the refused attributes.
 */
export default async function KeepOrClose({ searchParams }: { searchParams: SearchParams }) {
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
  const needed = refusedItems(prompt);
  return (
    <PublicFrame organisation={controller} path={withReturn("/consent/close", returnTo)}>
      <Split>
        <Intro title={t("title")} lead={t.rich("lead", { link: (text) => <a href={choices}>{text}</a> })}>
          <ControllerDetails controller={controller} />
        </Intro>
        <div className="sheet">
          {needed.length > 0 && (
            <SheetSection title={t("needed", { organisation: name })}>
              <FactList
                facts={needed.map(({ label, purposes, reason }) => ({
                  name: label,
                  text: [t("neededFor", { purpose: purposes.join(", ") }), reason].filter(Boolean).join(" "),
                }))}
              />
            </SheetSection>
          )}
          <SheetSection
            title={t("keepTitle")}
            text={t(prompt.request.basis === "notice" ? "keepTold" : "keepText", { organisation: name })}
          />
          {last ? (
            <LastAdministrator />
          ) : (
            <SheetSection title={t("closeTitle")}>
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
              <button className="answer" type="submit" name="intent" value="decline">
                {t("keep")}
              </button>
              {!last && (
                <button className="answer" type="submit" name="intent" value="close">
                  {t("close")}
                </button>
              )}
            </div>
          </form>
        </div>
      </Split>
    </PublicFrame>
  );
}
