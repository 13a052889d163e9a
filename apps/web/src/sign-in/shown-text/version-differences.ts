import { noTerms } from "@assent/consent/purpose/purpose-terms";
import type { NoticeBasis, PurposeText, PurposeVersion, Retention } from "@assent/consent/purpose/purpose";
import type { ShownChange, ShownTerms } from "@assent/consent/receipt/receipt";
import { namesInWords, type ShownTextMessages } from "./messages";
import { shownTerms } from "./terms-words";

interface Comparing {
  /** The attributes that are compared. */
  readonly keys: readonly string[];
  /** The text in the reader's language, with the legal note that they read. */
  readonly text: (texts: PurposeVersion["texts"]) => PurposeText | undefined;
  readonly label: (attribute: string) => string;
  /** Who gets it, as a sentence. */
  readonly recipients: (of: Receiving) => string;
  readonly organisation: string;
  /** BCP 47, of the reader. */
  readonly language: string;
  readonly t: ShownTextMessages;
}

/** Of a version: who gets what is agreed to. */
export type Receiving = Pick<PurposeVersion, "recipients" | "terms">;

/** What two versions of a purpose say differently, field by field. People and administrators read the same list. */
export function differences(
  before: PurposeVersion,
  now: PurposeVersion,
  { keys, text, label, recipients, ...words }: Comparing,
): ShownChange["before"] {
  const { t } = words;
  const [was, is] = [text(before.texts), text(now.texts)];
  const [wasSaid, isSaid] = [before, now].map((version, index) =>
    shownTerms(version.terms ?? noTerms, [was, is][index], words),
  );
  const told = now.basis.kind === "notice";
  const fields = [
    ...(told ? [{ what: t("told.what.basis"), before: basisOf(before, t), now: basisOf(now, t) }] : []),
    { what: t("again.what.name"), before: was?.name, now: is?.name },
    {
      what: t(told ? "told.what.description" : "again.what.description"),
      before: was?.description,
      now: is?.description,
    },
    {
      what: t("again.what.retention"),
      before: retentionSentence(before.retention, t),
      now: retentionSentence(now.retention, t),
    },
    { what: t("again.what.recipients"), before: recipients(before), now: recipients(now) },
    { what: t("terms.what.parties"), before: partiesOf(wasSaid), now: partiesOf(isSaid) },
    { what: t("terms.what.storage"), before: wasSaid?.storage?.words, now: isSaid?.storage?.words },
    { what: t("terms.what.validity"), before: wasSaid?.validity?.words, now: isSaid?.validity?.words },
    { what: t("terms.what.logic"), before: wasSaid?.automated?.logic, now: isSaid?.automated?.logic },
    {
      what: t("terms.what.consequences"),
      before: wasSaid?.automated?.consequences,
      now: isSaid?.automated?.consequences,
    },
    { what: t("again.what.details"), before: was?.details, now: is?.details },
    { what: t("again.what.legalNote"), before: was?.legalNote, now: is?.legalNote },
    ...keys.map((key) => ({ what: label(key), before: need(key, before, t), now: need(key, now, t) })),
  ];
  return fields
    .map((field) => ({
      what: field.what,
      before: field.before ?? t("again.noText"),
      now: field.now ?? t("again.noText"),
    }))
    .filter((field) => field.before !== field.now);
}

const partiesOf = (said: ShownTerms | undefined) => said?.parties.map(({ words }) => words).join("\n") || undefined;

function need(attribute: string, version: PurposeVersion, t: ShownTextMessages): string {
  const asked = version.attributes.find(({ key }) => key === attribute);
  if (version.basis.kind === "notice") return t(asked ? "told.need" : "told.notListed");
  if (!asked) return t("again.notAsked");
  if (asked.basis) return t(`told.why.${asked.basis}`);
  return t(asked.mandatory ? "need.required" : "need.optional");
}

export function retentionSentence(retention: Retention, t: ShownTextMessages): string {
  if (retention.kind === "days") return t("retention.days", { days: retention.days });
  return t(retention.kind === "withdrawn" ? "retention.withdrawn" : "retention.account-closed");
}

interface RecipientWords {
  readonly organisation: string;
  readonly language: string;
  readonly t: ShownTextMessages;
}

/** Who gets what is agreed to. */
export function recipientSentence(
  { recipients, terms }: Receiving,
  { organisation, language, t }: RecipientWords,
): string {
  const named = [...recipients.applications, ...(terms?.parties ?? [])].map(({ name }) => name);
  const all = recipients.organisation ? [organisation, ...named] : named;
  return all.length === 0 ? t("recipients.none") : t("recipients.all", { names: namesInWords(all, language) });
}

/** A legal basis of which people are told, as a sentence. */
export const basisSentence = (lawful: NoticeBasis, t: ShownTextMessages): string => t(`told.basis.${lawful}`);

const basisOf = ({ basis }: PurposeVersion, t: ShownTextMessages) =>
  basis.kind === "notice" ? basisSentence(basis.lawful, t) : undefined;
