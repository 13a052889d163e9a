import { maxParties, noTermsInput, partyRoles, type TermsInput } from "@assent/consent/purpose/purpose-terms";
import type { FormFields } from "@/ui/form/form-state";

/** The terms as they were typed, valid or not. */
export type TermsDraft = Omit<TermsInput, "parties"> & { readonly parties: readonly PartyDraft[] };
type PartyDraft = { readonly [Part in keyof TermsInput["parties"][number]]: string };

const partyParts = ["name", "role", "country", "safeguard"] as const;

/** The names of the fields. */
export const termsField = {
  party: (row: number, part: (typeof partyParts)[number]) => `terms.parties.${row}.${part}`,
  storedIn: "terms.storedIn",
  consentDays: "terms.consentDays",
  automated: "terms.automated",
  logic: "terms.logic",
  consequences: "terms.consequences",
} as const;

/** Of the names of fields. */
export const isTermsField = (name: string): boolean =>
  /^terms\.(storedIn|consentDays|automated|logic|consequences|parties\.\d{1,2}\.(name|role|country|safeguard))$/.test(
    name,
  );

/** The number of rows to show: those with a recipient, and one more to add another. */
export function partyRows(fields: FormFields): number {
  const last = rowNumbers.findLast((row) => isWritten(fields, row)) ?? -1;
  return Math.min(last + 2, maxParties);
}

const rowNumbers = Array.from({ length: maxParties }, (_, row) => row);
const textOf = (fields: FormFields, name: string) => fields[name] ?? "";
const isWritten = (fields: FormFields, row: number) =>
  textOf(fields, termsField.party(row, "name")).trim() !== "" ||
  textOf(fields, termsField.party(row, "country")).trim() !== "";

/** Whether anything is typed. A purpose that says nothing of this has no terms. */
export function termsWritten(fields: FormFields): boolean {
  const { storedIn, consentDays, automated } = termsField;
  return (
    rowNumbers.some((row) => isWritten(fields, row)) ||
    [storedIn, consentDays, automated].some((name) => textOf(fields, name).trim() !== "")
  );
}

/** Empty rows are left out. Nothing is checked: what is invalid must come back as it was typed. */
export function readTermsFields(fields: FormFields): TermsDraft {
  const days = textOf(fields, termsField.consentDays).trim();
  return {
    parties: rowNumbers
      .filter((row) => isWritten(fields, row))
      .map((row) => {
        const part = (name: (typeof partyParts)[number]) => textOf(fields, termsField.party(row, name));
        return { name: part("name"), role: part("role"), country: part("country"), safeguard: part("safeguard") };
      }),
    storedIn: textOf(fields, termsField.storedIn)
      .split(/[\s,;]+/)
      .filter((code) => code !== ""),
    consentDays: days === "" ? null : Number(days),
    automated: textOf(fields, termsField.automated) !== "",
    logic: textOf(fields, termsField.logic),
    consequences: textOf(fields, termsField.consequences),
  };
}

/** What the row for another recipient shows: a list has one of its options chosen, which is not a change of the form. */
const emptyParty: PartyDraft = { name: "", role: partyRoles[0], country: "", safeguard: "" };

/** The terms → the fields of the editor. */
export function fieldsOfTerms(terms: TermsDraft = noTermsInput): FormFields {
  const parties = [...terms.parties, emptyParty]
    .slice(0, maxParties)
    .flatMap((party, row) => partyParts.map((part) => [termsField.party(row, part), party[part]] as const));
  return {
    ...Object.fromEntries(parties),
    [termsField.storedIn]: terms.storedIn.join(", "),
    [termsField.consentDays]: terms.consentDays === null ? "" : String(terms.consentDays),
    [termsField.automated]: terms.automated ? "on" : "",
    [termsField.logic]: terms.logic,
    [termsField.consequences]: terms.consequences,
  };
}
