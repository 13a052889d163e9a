import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { PurposeReview as Review } from "@/server/purpose-review";
import { Differences } from "../Differences";
import { Icon } from "../Icon";

type Act = (data: FormData) => Promise<void>;

interface PurposeReviewProps {
  readonly review: Review;
  /** What was chosen before, when it could not be published. */
  readonly chosen: { readonly asks: string | undefined; readonly from: string | undefined };
  readonly publish: Act;
  /** Null for a purpose that was never published: it is deleted instead. */
  readonly discard: Act | null;
  /** Whether the next purpose is added after this one. */
  readonly another: boolean;
  /** The way back to the editor. */
  readonly edit: ReactNode;
}

/** What a change means, and the decision about it. */
export async function PurposeReview({ review, chosen, publish, discard, another, edit }: PurposeReviewProps) {
  const t = await getTranslations("admin.review");
  const { id, versionId, asked, people, decided, known } = review;
  const bound = (
    <>
      <input type="hidden" name="purpose" value={id} />
      <input type="hidden" name="version" value={versionId} />
    </>
  );
  return (
    <>
      {asked !== null && <WhatChanges review={review} />}
      <section className="panel" aria-labelledby="whom">
        <div className="panel-head">
          <h2 id="whom">{t("whom")}</h2>
          <p>{asked === null ? t("newPeople", { known }) : t("people", { people, decided })}</p>
        </div>
        <form className="panel-body" action={publish}>
          {bound}
          {another && <input type="hidden" name="another" value="1" />}
          {asked === null ? (
            <input type="hidden" name="asks" value="new" />
          ) : (
            <Asks review={review} chosen={chosen.asks} />
          )}
          <div className="field review-from">
            <label htmlFor="from">{t("from")}</label>
            <input
              className="input"
              type="date"
              id="from"
              name="from"
              defaultValue={chosen.from}
              aria-describedby="from-hint"
            />
            <p className="hint" id="from-hint">
              {t("fromHint")}
            </p>
          </div>
          <div className="question-acts">
            <button className="button button-primary" type="submit">
              {t("publish")}
            </button>
            {edit}
          </div>
        </form>
      </section>
      {discard && (
        <form className="after" action={discard}>
          {bound}
          <button className="button" type="submit">
            {t("discard")}
          </button>
        </form>
      )}
    </>
  );
}

async function WhatChanges({ review: { differences } }: { readonly review: Review }) {
  const t = await getTranslations("admin.review");
  return (
    <section className="panel" aria-labelledby="what">
      <div className="panel-head">
        <h2 id="what">{t("what")}</h2>
      </div>
      <div className="panel-body">
        {differences.length === 0 ? (
          <p className="muted">{t("nothing")}</p>
        ) : (
          <Differences change={{ before: differences }} labels={{ before: t("before"), now: t("now") }} />
        )}
      </div>
    </section>
  );
}

/** Who is asked again. Nothing is chosen beforehand where it is a judgement; what asks for more is never wording only. */
async function Asks({ review, chosen }: { readonly review: Review; readonly chosen: string | undefined }) {
  const [t, language] = [await getTranslations("admin.review"), await getLocale()];
  const { asksMore, otherTerms } = review;
  const forced = asksMore.length > 0;
  const labels = new Intl.ListFormat(language).format(asksMore);
  const least = forced ? "new" : "nobody";
  const choices = [
    { value: least, title: t(least), text: t(`${least}Text`, { labels }) },
    { value: "all", title: t("all"), text: t("allText") },
  ];
  return (
    <fieldset className="review-asks">
      <legend>{t("ask")}</legend>
      {(forced || otherTerms) && (
        <p className="review-note">
          <Icon name="alert" tone="warning" />
          {forced ? t("forced") : t("terms")}
        </p>
      )}
      {choices.map(({ value, title, text }) => (
        <label key={value} className="review-choice">
          <input
            type="radio"
            name="asks"
            value={value}
            required
            defaultChecked={chosen === undefined ? forced && value === "new" : chosen === value}
          />
          <span>
            {title}
            <small>{text}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
