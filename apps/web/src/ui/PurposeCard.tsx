import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { writtenIn } from "@/platform/i18n/languages";
import { Differences } from "./Differences";
import { Icon } from "./Icon";
import { More } from "./More";

interface PurposeCardProps {
  /** The id of the card's heading; other ids of the card begin with it. */
  readonly id: string;
  readonly purpose: Pick<ShownPurpose, "name" | "description" | "language"> & Partial<Pick<ShownPurpose, "change">>;
  /** A question groups its boxes in a fieldset; a card without boxes is a section. */
  readonly kind: "question" | "section";
  /** The legal basis as a sentence, if people are not asked. */
  readonly basis?: string | null;
  /** The details, and the content below them. */
  readonly children: ReactNode;
}

const stamp = "mb-2 inline-block rounded-4 border px-1.5 py-px text-12 font-medium whitespace-nowrap";
const why = "max-w-text text-muted";

/** One purpose as people see it, on every screen: its name, what it is for, and what is different from before. */
export async function PurposeCard({ id, purpose, kind, basis = null, children }: PurposeCardProps) {
  const { name, description, language, change } = purpose;
  const own = writtenIn(language);
  const heading = (
    <>
      {change && (
        <span className={`${stamp} ${change.kind === "new" ? "border-text bg-text text-surface" : "border-current"}`}>
          {change.word}
        </span>
      )}
      <h2 className="pb-1 text-22 tracking-22" id={id} {...own}>
        {name}
      </h2>
    </>
  );
  const body = (
    <>
      {basis && (
        <p className={why}>
          <strong>{basis}</strong>
        </p>
      )}
      <p className={`${why} whitespace-pre-line`} id={`${id}-why`} {...own}>
        {description}
      </p>
      {change && <Differences change={change} labels={await changeLabels()} />}
      {children}
    </>
  );
  return kind === "question" ? (
    <fieldset className="sheet-part" aria-describedby={`${id}-why`}>
      {/* Floated, so that it is inside the section and not on its edge. */}
      <legend className="float-start w-full">{heading}</legend>
      <div className="clear-both">{body}</div>
    </fieldset>
  ) : (
    <section className="sheet-part" aria-labelledby={id}>
      {heading}
      {body}
    </section>
  );
}

async function changeLabels() {
  const t = await getTranslations("consent.again");
  return { before: t("before"), now: t("now") };
}

/** Where the data goes and is stored, and whether a machine decides; folded. Renders nothing if nothing is said. */
export async function TermsFold({
  terms: { parties, storage, automated },
  language,
}: Required<Pick<ShownPurpose, "terms">> & { readonly language: string | undefined }) {
  if (parties.length === 0 && !storage && !automated) return null;
  const t = await getTranslations("consent.terms");
  const own = writtenIn(language);
  return (
    <div className="-mb-3">
      <More aligned summary={t(automated ? "summaryAutomated" : "summary")}>
        {parties.length > 0 && (
          <ul>
            {parties.map(({ name, words }) => (
              <li key={name}>{words}</li>
            ))}
          </ul>
        )}
        {storage && <p>{storage.words}</p>}
        {automated && (
          <>
            <p className="mt-3">
              <strong>{automated.words}</strong>
            </p>
            <p className="whitespace-pre-line" {...own}>
              {automated.logic}
            </p>
            <p className="mt-1 whitespace-pre-line" {...own}>
              {automated.consequences}
            </p>
          </>
        )}
      </More>
    </div>
  );
}

interface PurposeFootProps {
  readonly purpose: Pick<
    ShownPurpose,
    "retention" | "recipients" | "terms" | "details" | "legalNote" | "legalNoteLanguage" | "language"
  >;
  readonly organisation: string;
  /** Whether the explanation is open at first. */
  readonly open?: boolean;
}

/** How long the details are kept, and why the organisation asks. */
export async function PurposeFoot({ purpose, organisation, open = false }: PurposeFootProps) {
  const t = await getTranslations("consent");
  const { retention, recipients, terms, details, legalNote, legalNoteLanguage, language } = purpose;
  return (
    <div className="pt-2 text-14">
      <p className="flex gap-4 pt-2 pb-1 last:pb-0 sm:pt-3 sm:pb-2">
        <Icon name="clock" tone="muted" className="mx-0.5" />
        {retention}
      </p>
      {recipients && (
        <p className="flex gap-4 pt-1 pb-1 last:pb-0 sm:pb-2">
          <Icon name="users" tone="muted" className="mx-0.5" />
          {recipients.words}
        </p>
      )}
      {terms?.validity && (
        <p className="flex gap-4 pt-1 pb-1 last:pb-0 sm:pb-2">
          <Icon name="clock" tone="muted" className="mx-0.5" />
          {terms.validity.words}
        </p>
      )}
      {terms && <TermsFold terms={terms} language={language} />}
      {(details || legalNote) && (
        <div className="-mb-3">
          <More aligned open={open} summary={t("whyAsked", { organisation })}>
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
          </More>
        </div>
      )}
    </div>
  );
}
