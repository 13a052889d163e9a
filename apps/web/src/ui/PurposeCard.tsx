import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { writtenIn } from "@/platform/i18n/languages";
import { Differences } from "./Differences";
import { Icon } from "./Icon";

interface PurposeCardProps {
  /** Of the card's heading; other ids of the card begin with it. */
  readonly id: string;
  readonly purpose: Pick<ShownPurpose, "name" | "description" | "language"> & Partial<Pick<ShownPurpose, "change">>;
  /** A question groups its boxes in a fieldset; a card without boxes is a section. */
  readonly kind: "question" | "section";
  /** The legal basis as a sentence, where nobody is asked. */
  readonly basis?: string | null;
  /** The details, and what stands below them. */
  readonly children: ReactNode;
}

/** One purpose as people see it, on every screen: its name, what it is for, and what is different from before. */
export async function PurposeCard({ id, purpose, kind, basis = null, children }: PurposeCardProps) {
  const { name, description, language, change } = purpose;
  const own = writtenIn(language);
  const heading = (
    <>
      {change && <span className={change.kind === "new" ? "stamp stamp-on" : "stamp"}>{change.word}</span>}
      <h2 className="part-title" id={id} {...own}>
        {name}
      </h2>
    </>
  );
  const body = (
    <>
      {basis && (
        <p className="purpose-why">
          <strong>{basis}</strong>
        </p>
      )}
      <p className="purpose-why whitespace-pre-line" id={`${id}-why`} {...own}>
        {description}
      </p>
      {change && <Differences change={change} labels={await changeLabels()} />}
      {children}
    </>
  );
  return kind === "question" ? (
    <fieldset className="purpose sheet-part" aria-describedby={`${id}-why`}>
      <legend>{heading}</legend>
      {body}
    </fieldset>
  ) : (
    <section className="purpose sheet-part" aria-labelledby={id}>
      {heading}
      {body}
    </section>
  );
}

async function changeLabels() {
  const t = await getTranslations("consent.again");
  return { before: t("before"), now: t("now") };
}

interface PurposeFootProps {
  readonly purpose: Pick<ShownPurpose, "retention" | "details" | "legalNote" | "legalNoteLanguage" | "language">;
  readonly organisation: string;
  /** Whether the explanation is open when the page comes. */
  readonly open?: boolean;
}

/** How long the details are kept, and why the organisation asks. */
export async function PurposeFoot({ purpose, organisation, open = false }: PurposeFootProps) {
  const t = await getTranslations("consent");
  const { retention, details, legalNote, legalNoteLanguage, language } = purpose;
  return (
    <div className="purpose-foot">
      <p>
        <Icon name="clock" />
        {retention}
      </p>
      {(details || legalNote) && (
        <details className="more" open={open}>
          <summary>
            <Icon name="fold" />
            {t("whyAsked", { organisation })}
          </summary>
          <div className="more-body">
            {details && (
              <p className="whitespace-pre-line" {...writtenIn(language)}>
                {details}
              </p>
            )}
            {legalNote && (
              <p className="mt-3">
                <strong>{t("legalNote")}:</strong> <bdi {...writtenIn(legalNoteLanguage)}>{legalNote}</bdi>
              </p>
            )}
          </div>
        </details>
      )}
    </div>
  );
}
