import { getLocale, getTranslations } from "next-intl/server";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { Message } from "@/ui/Message";
import { PublicFrame } from "@/ui/PublicFrame";
import { SignOutForm } from "@/ui/SignOutForm";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { LateConsentPurpose } from "@/features/my-data/components/LateConsentPurpose";
import { redirectToNotFound } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { Rights } from "@/sign-in/components/Rights";
import { itemProblem, problemSentence } from "@/sign-in/shown-text/problem-sentence";
import { lateConsentPrompt } from "@/features/my-data/late-consent/queries";
import { firstValue, type SearchParams, isId } from "@/platform/request-input";
import { Intro, Split } from "@/ui/Split";

interface Props {
  readonly params: Promise<{ purpose: string; attribute: string }>;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params, searchParams }: Props) {
  const question = await asked(params);
  const error = itemProblem(firstValue((await searchParams)["problem"])) !== null;
  return question ? pageTitle(question.notice.title, { error }) : {};
}

/** The current wording, before a person agrees to what they refused or withdrew. */
export default async function Agree({ params, searchParams }: Props) {
  const question = await asked(params);
  if (!question) redirectToNotFound();
  const { purpose, attribute } = await params;
  const search = await searchParams;
  const [controller, t, errors] = await Promise.all([
    currentOrganisation(),
    getTranslations("my-data.agreePage"),
    getTranslations("consent.errors"),
  ]);
  const { notice, item } = question;
  const { label = attribute, type = "text" } = question.attributes.get(attribute) ?? {};
  const words = { label, language: notice.language, organisation: controller.displayName };
  const problem = itemProblem(firstValue(search["problem"]));
  const error = problem === null ? null : problemSentence(errors, problem, words);
  return (
    <PublicFrame
      organisation={controller}
      path={`/me/agree/${purpose}/${encodeURIComponent(attribute)}`}
      signOut={<SignOutForm />}
    >
      <Split>
        {firstValue(search["changed"]) && (
          <Message tone="warning" role="alert" title={t("changed", { organisation: controller.displayName })}>
            {t("changedText")}
          </Message>
        )}
        {error && (
          <ErrorSummary title={t("problem", { label })}>
            <p>
              <a href="#typed">{error}</a>
            </p>
          </ErrorSummary>
        )}
        <Intro title={notice.title} lead={notice.lead}>
          <ControllerDetails controller={notice.controller} />
        </Intro>
        <form className="sheet" action="/me/agree/decision" method="post" noValidate>
          <SubmitOnce />
          <input type="hidden" name="purpose" value={purpose} />
          <input type="hidden" name="attribute" value={attribute} />
          <input type="hidden" name="shown" value={question.noticeHash} />
          <input type="hidden" name="language" value={notice.language} />
          {notice.purposes.map((shown) => (
            <LateConsentPurpose
              key={shown.versionId}
              purpose={shown}
              type={type}
              value={item.offer.kind === "value" ? item.offer.value : null}
              error={error}
              organisation={controller.displayName}
            />
          ))}
          {notice.rights && <Rights rights={notice.rights} />}
          <div className="sheet-part">
            <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
              <button className="answer" type="submit">
                {notice.acceptLabel}
              </button>
              <a className="answer" href="/me">
                {notice.declineLabel}
              </a>
            </div>
            <p className="mt-4 text-14 text-muted">{notice.withdrawal}</p>
          </div>
        </form>
      </Split>
    </PublicFrame>
  );
}

async function asked(params: Props["params"]) {
  const { purpose, attribute } = await params;
  return isId(purpose)
    ? lateConsentPrompt({ purpose, attribute: decodeURIComponent(attribute) }, await getLocale())
    : null;
}
