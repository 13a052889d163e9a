import { getLocale, getTranslations } from "next-intl/server";
import { AttributeInput } from "@/ui/AttributeInput";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { PublicFrame } from "@/ui/PublicFrame";
import { SignOutForm } from "@/ui/SignOutForm";
import { SubmitOnce } from "@/ui/form/SubmitOnce";
import { ControllerDetails } from "@/ui/ControllerDetails";
import { redirectToNotFound } from "@/platform/error-page";
import { currentOrganisation } from "@/platform/organisation";
import { pageTitle } from "@/platform/page";
import { inSentence, itemProblem, problemSentence } from "@/sign-in/shown-text/problem-sentence";
import { selfEntered } from "@/features/my-data/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { Intro, Split } from "@/ui/Split";

interface Props {
  readonly params: Promise<{ attribute: string }>;
  readonly searchParams: SearchParams;
}

export async function generateMetadata({ params, searchParams }: Props) {
  const entry = await selfEntered(decodeURIComponent((await params).attribute));
  if (!entry) return {};
  const t = await getTranslations("my-data.correctPage");
  const error = itemProblem(firstValue((await searchParams)["problem"])) !== null;
  return pageTitle(t("title", { label: inSentence(entry.label, await getLocale()) }), { error });
}

/** Corrects what the person entered or the organisation set. What a provider sent is corrected there. */
export default async function Correct({ params, searchParams }: Props) {
  const attribute = decodeURIComponent((await params).attribute);
  const entry = await selfEntered(attribute);
  if (!entry) redirectToNotFound();
  const [controller, t, errors, language] = await Promise.all([
    currentOrganisation(),
    getTranslations("my-data.correctPage"),
    getTranslations("consent.errors"),
    getLocale(),
  ]);
  const label = inSentence(entry.label, language);
  const problem = itemProblem(firstValue((await searchParams)["problem"]));
  const words = { label: entry.label, language, organisation: controller.displayName };
  const error =
    problem === null ? null : problemSentence(errors, problem === "empty" ? "value-missing" : problem, words);
  return (
    <PublicFrame
      organisation={controller}
      path={`/me/correct/${encodeURIComponent(attribute)}`}
      signOut={<SignOutForm />}
    >
      <Split>
        {error && (
          <ErrorSummary title={t("title", { label })}>
            <p>
              <a href="#typed">{error}</a>
            </p>
          </ErrorSummary>
        )}
        <Intro
          title={t("title", { label })}
          lead={t(entry.isDefault ? "leadSetBy" : "lead", { organisation: controller.displayName })}
        >
          <ControllerDetails controller={controller} />
        </Intro>
        <form className="sheet" action="/me/correct/decision" method="post" noValidate>
          <SubmitOnce />
          <input type="hidden" name="attribute" value={attribute} />
          <div className="sheet-part">
            <label className="text-22 tracking-22" htmlFor="typed">
              {entry.label}
            </label>
            <p className="mt-4 flex flex-wrap gap-3">
              <AttributeInput
                attribute={{ key: attribute, type: entry.type }}
                id="typed"
                name="typed"
                defaultValue={entry.value}
                about="oneself"
                aria-invalid={error ? true : undefined}
                aria-describedby={error ? "typed-error" : undefined}
              />
            </p>
            {error && (
              <p className="mt-1 max-w-text text-muted" id="typed-error">
                {error}
              </p>
            )}
          </div>
          <div className="sheet-part">
            <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
              <button className="answer" type="submit">
                {t("save")}
              </button>
              <a className="answer" href="/me">
                {t("back")}
              </a>
            </div>
          </div>
        </form>
      </Split>
    </PublicFrame>
  );
}
