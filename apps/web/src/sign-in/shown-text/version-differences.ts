import type { PurposeBasis, PurposeText, PurposeVersion, Recipients, Retention } from "@assent/consent/purpose/purpose";
import type { ShownChange } from "@assent/consent/receipt/receipt";
import type { getTranslations } from "next-intl/server";

export type ShownTextMessages = Awaited<ReturnType<typeof getTranslations<"notice">>>;

interface Comparing {
  /** The attributes that are compared. */
  readonly keys: readonly string[];
  /** The text in the reader's language, with the legal note that they read. */
  readonly text: (texts: PurposeVersion["texts"]) => PurposeText | undefined;
  readonly label: (attribute: string) => string;
  /** Who gets it, as a sentence. */
  readonly recipients: (of: Recipients) => string;
  readonly t: ShownTextMessages;
}

/** What two versions of a purpose say differently, field by field. People and administrators read the same list. */
export function differences(
  before: PurposeVersion,
  now: PurposeVersion,
  { keys, text, label, recipients, t }: Comparing,
): ShownChange["before"] {
  const [was, is] = [text(before.texts), text(now.texts)];
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
    { what: t("again.what.recipients"), before: recipients(before.recipients), now: recipients(now.recipients) },
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

function need(attribute: string, version: PurposeVersion, t: ShownTextMessages): string {
  const asked = version.attributes.find(({ key }) => key === attribute);
  if (version.basis.kind === "notice") return t(asked ? "told.need" : "told.notListed");
  if (!asked) return t("again.notAsked");
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
export function recipientSentence(recipients: Recipients, { organisation, language, t }: RecipientWords): string {
  const named = recipients.applications.map(({ name }) => name);
  const all = recipients.organisation ? [organisation, ...named] : named;
  return all.length === 0 ? t("recipients.none") : t("recipients.all", { names: namesInWords(all, language) });
}

/** "Acme and Library Portal" */
export const namesInWords = (names: readonly string[], language: string): string =>
  new Intl.ListFormat(language).format(names);

/** The legal basis of a notice, as a sentence. */
export function basisSentence({ lawful }: PurposeBasis & { kind: "notice" }, t: ShownTextMessages): string {
  return t(`told.basis.${lawful}`);
}

const basisOf = ({ basis }: PurposeVersion, t: ShownTextMessages) =>
  basis.kind === "notice" ? basisSentence(basis, t) : undefined;
