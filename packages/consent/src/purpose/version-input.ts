import type { PurposeText, PurposeVersion } from "./purpose.ts";
import { type PurposeInput, toldBasis } from "./purpose-input.ts";
import { noTermsInput, termsInputOf } from "./purpose-terms.ts";

/** The text of a version in the first of these languages that it has, else in any. */
export function textFor(version: PurposeVersion, languages: readonly string[]): PurposeText {
  const language = languages.find((code) => Object.hasOwn(version.texts, code));
  const text = language === undefined ? Object.values(version.texts)[0] : version.texts[language];
  return text ?? { name: "", description: "", details: null, legalNote: null };
}

/** A stored version as the editor's input: saving it without a change would store the same again. */
export function purposeInputOf(version: PurposeVersion, language: string): PurposeInput {
  const text = textFor(version, [language]);
  const { name, description, details, legalNote } = text;
  const { retention, attributes, recipients } = version;
  return {
    name,
    description,
    details: details ?? "",
    retention: retention.kind,
    retentionDays: retention.kind === "days" ? retention.days : null,
    legalNote: legalNote ?? "",
    attributes: attributes.map(({ key, mandatory, basis, reasons }) => ({
      ...{ key, mandatory, reason: reasons[language] ?? "" },
      ...(basis ? { basis } : {}),
    })),
    recipients: {
      organisation: recipients.organisation,
      applications: recipients.applications.map(({ id }) => id).sort(),
    },
    ...(version.terms ? { terms: termsInputOf(version.terms, text) } : {}),
  };
}

/** Whether two inputs would be stored the same. Reasons count only if people read them. */
export function sameInput(one: PurposeInput, other: PurposeInput): boolean {
  return canonical(one) === canonical(other);
}

function canonical(input: PurposeInput): string {
  const { name, description, details, retention, retentionDays, legalNote, attributes, recipients } = input;
  const rows = attributes.map((row) => {
    const { key, mandatory, reason } = row;
    const basis = toldBasis(row) ?? null;
    return [key, mandatory, basis, mandatory || basis ? reason : ""];
  });
  const terms = { ...noTermsInput, ...input.terms };
  return JSON.stringify([name, description, details, retention, retentionDays, legalNote, rows, recipients, terms]);
}
