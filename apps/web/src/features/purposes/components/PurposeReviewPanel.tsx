import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { PurposeReview as Review } from "../review-queries";
import { Differences } from "@/ui/Differences";
import { findLanguage } from "@/platform/i18n/languages";
import { Icon } from "@/ui/Icon";
import { HintLines } from "@/ui/HintLines";
import { warningLine } from "../editor/warning-text";
import { AgreedChoice } from "./AgreedChoice";
import { Panel } from "@/ui/Panel";

interface PurposeReviewPanelProps {
  readonly review: Review;
  readonly chosen: Chosen;
  readonly publish: (data: FormData) => Promise<void>;
  /** Whether to add another purpose afterwards. */
  readonly another: boolean;
  /** Links to the editor and to discarding. */
  readonly ways: ReactNode;
}

/** The earlier choice and its problem, if it could not be published. */
interface Chosen {
  readonly asks: string | undefined;
  readonly from: string | undefined;
  readonly dropped: string | undefined;
  readonly problem: string | undefined;
}

const dateProblems = ["ask-from-past", "ask-from-far", "nothing-asked"] as const;

/** What a change means for people, and the form that publishes it. */
export async function PurposeReviewPanel({ review, chosen, publish, another, ways }: PurposeReviewPanelProps) {
  const t = await getTranslations("admin.review");
  const { id, versionId, asked, people, decided, known } = review;
  return (
    <>
      {asked !== null && <WhatChanges review={review} />}
      {review.warnings.length > 0 && <SecondLook review={review} />}
      <Panel
        id="whom"
        title={t("whom")}
        text={asked === null ? t("newPeople", { known }) : t("people", { people, decided })}
      >
        <form className="panel-body" action={publish}>
          <input type="hidden" name="purpose" value={id} />
          <input type="hidden" name="version" value={versionId} />
          {another && <input type="hidden" name="another" value="1" />}
          {asked === null ? <input type="hidden" name="asks" value="new" /> : <Asks review={review} chosen={chosen} />}
          {review.dropped.grants > 0 && <Dropped dropped={review.dropped} chosen={chosen.dropped} />}
          <AskFrom chosen={chosen} />
          <div className="mt-6 flex flex-wrap gap-2">
            <button className="button button-primary" type="submit">
              {t("publish")}
            </button>
            {ways}
          </div>
        </form>
      </Panel>
    </>
  );
}

async function WhatChanges({ review: { differences } }: { readonly review: Review }) {
  const t = await getTranslations("admin.review");
  return (
    <Panel id="what" title={t("what")}>
      <div className="panel-body">
        {differences.length === 0 ? (
          <p className="text-muted">{t("nothing")}</p>
        ) : (
          <Differences change={{ before: differences }} labels={{ before: t("before"), now: t("now") }} />
        )}
      </div>
    </Panel>
  );
}

/** The same warnings as in the editor. */
async function SecondLook({ review: { warnings, labels } }: { readonly review: Review }) {
  const [t, hints, terms] = await Promise.all([
    getTranslations("admin.review"),
    getTranslations("admin-editor.hints"),
    getTranslations("admin-terms.warnings"),
  ]);
  const words = {
    ...{ t: hints, terms },
    label: (key: string) => labels.get(key) ?? key,
    language: (code: string) => findLanguage(code)?.name ?? code,
  };
  return (
    <Panel id="second-look" title={t("secondLook")} text={t("secondLookText")}>
      <div className="panel-body mt-6">
        <HintLines lines={warnings.map((warning) => warningLine(warning, words))} />
      </div>
    </Panel>
  );
}

/**
 * The choice of who is asked again. No option is preselected if it needs judgement. A version that asks for more cannot
 * be published as a change of wording.
 */
async function Asks({ review, chosen }: { readonly review: Review; readonly chosen: Chosen }) {
  const [t, language] = await Promise.all([getTranslations("admin.review"), getLocale()]);
  const { asksMore, goesTo, otherTerms, widensTerms } = review;
  const forced = asksMore.length > 0 || goesTo.length > 0 || widensTerms;
  const list = new Intl.ListFormat(language);
  const [labels, names] = [list.format(asksMore), list.format(goesTo)];
  const newTerms = asksMore.length === 0 ? "newTermsText" : "newTermsAndText";
  const other = goesTo.length === 0 ? "newText" : asksMore.length === 0 ? "newRecipientsText" : "newBothText";
  const more = widensTerms ? newTerms : other;
  const least = forced ? "new" : "nobody";
  const choices = [
    { value: least, title: t(least), text: forced ? t(more, { labels, names }) : t("nobodyText") },
    { value: "all", title: t("all"), text: t("allText") },
  ];
  const note = forced
    ? t(goesTo.length > 0 ? "forcedRecipients" : "forced", { names })
    : otherTerms
      ? t("terms")
      : null;
  return (
    <fieldset className="mb-4 grid gap-3" aria-describedby={note ? "asks-note" : undefined}>
      <legend className="mb-2 font-medium">{t("ask")}</legend>
      {chosen.problem === "malformed" && <Problem id="asks-problem" text={t("problem.malformed")} />}
      {note && (
        <p className="flex max-w-[65ch] gap-2" id="asks-note">
          <Icon name="alert" tone="warning" />
          {note}
        </p>
      )}
      {choices.map(({ value, title, text }) => (
        <label key={value} className="flex min-h-8 cursor-pointer items-start gap-2">
          <input
            className="mt-0.5 size-4 accent-accent"
            type="radio"
            name="asks"
            value={value}
            required
            defaultChecked={chosen.asks === undefined ? forced && value === "new" : chosen.asks === value}
          />
          <span>
            {title}
            <small className="block text-muted">{text}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What becomes of details that people agreed to and that are no longer asked. */
async function Dropped({
  dropped,
  chosen,
}: {
  readonly dropped: Review["dropped"];
  readonly chosen: Chosen["dropped"];
}) {
  const [t, remove, language] = await Promise.all([
    getTranslations("admin.review"),
    getTranslations("admin.remove"),
    getLocale(),
  ]);
  const { people, grants, values } = dropped;
  const labels = new Intl.ListFormat(language).format(dropped.labels);
  const choices = [
    { value: "stay", title: remove("stay"), text: remove("stayText", { people }) },
    { value: "end", title: remove("end"), text: remove("endText", { people, grants, values }) },
  ];
  return <AgreedChoice name="dropped" legend={t("dropped", { labels })} choices={choices} chosen={chosen} />;
}

async function AskFrom({ chosen: { from, problem } }: { readonly chosen: Chosen }) {
  const t = await getTranslations("admin.review");
  const wrong = dateProblems.find((code) => code === problem);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  return (
    <div className="field">
      <label htmlFor="from">{t("from")}</label>
      {wrong && <Problem id="from-problem" text={t(`problem.${wrong}`)} />}
      <input
        className="input max-w-56"
        type="date"
        id="from"
        name="from"
        min={tomorrow}
        defaultValue={from}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? "from-problem from-hint" : "from-hint"}
      />
      <p className="hint" id="from-hint">
        {t("fromHint")}
      </p>
    </div>
  );
}

function Problem({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <p className="field-problem" id={id}>
      <Icon name="alert" />
      {text}
    </p>
  );
}
