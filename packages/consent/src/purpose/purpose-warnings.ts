import type { Attribute } from "../attribute/attribute.ts";
import { economicArea } from "./countries.ts";
import { noTermsInput, type TermsInput } from "./purpose-terms.ts";
import type { LegalBasis, PurposeAttribute, Retention } from "./purpose.ts";
import { toldBasis } from "./purpose-input.ts";

/** A purpose that is about to be asked, or is still being written. */
export interface PurposeToCheck {
  /** Both in the language in which purposes are written. */
  readonly name?: string;
  readonly description: string;
  /** Empty until something is chosen. */
  readonly retention: Retention["kind"] | "";
  readonly attributes: readonly {
    readonly key: string;
    readonly mandatory: boolean;
    readonly reason: string;
    /** Consent if missing. */
    readonly basis?: LegalBasis | undefined;
  }[];
  readonly recipients: { readonly organisation: boolean; readonly applications: readonly string[] };
  /** Missing if it says nothing of this. */
  readonly terms?:
    | (Pick<TermsInput, "storedIn" | "consentDays"> & {
        readonly parties: readonly { readonly name: string; readonly country: string; readonly safeguard: string }[];
      })
    | undefined;
  /** Set if the retention is a number of days. */
  readonly retentionDays?: number | null;
  /** BCP 47 codes of all languages in which it has words. */
  readonly languages: readonly string[];
  /** Languages whose words were written for an earlier original: see outdated-translations.ts. */
  readonly outdated: readonly string[];
  /** Languages without a legal note, if the original has one: see legal-note.ts. */
  readonly withoutNote: readonly string[];
}

/** What a purpose is checked against. */
export interface WarningContext {
  readonly attributes: readonly Pick<Attribute, "key" | "sensitive" | "selfAssertable">[];
  /** The providers that ask for purposes, and the keys of the attributes that they send. */
  readonly senders: readonly { readonly name: string; readonly sends: readonly string[] }[];
  /** The ids of the services, which no one signs in to. */
  readonly services: readonly string[];
  /** BCP 47 codes of the languages of the pages. */
  readonly languages: readonly string[];
  /** Every other purpose that is asked, or is about to be. */
  readonly others: readonly {
    readonly name: string;
    readonly attributes: readonly Pick<PurposeAttribute, "key" | "mandatory" | "basis">[];
  }[];
}

/** What commonly goes wrong with terms. */
export type TermsWarning =
  /** GDPR, Article 13(1)(f): data leaves the European Economic Area, and nothing is named that protects it there. */
  | { readonly kind: "transfer-without-safeguard"; readonly party: string }
  /**
   * "no-storage-location": ISO/IEC TS 27560 requires one, so its receipts do not claim to conform. "agreement-outlasts":
   * what is agreed to is deleted before the agreement ends.
   */
  | { readonly kind: "no-storage-location" | "agreement-outlasts" };

/** What commonly goes wrong with a purpose. Warnings inform the author, and never prevent anything. */
export type PurposeWarning =
  /** Refusing one detail means refusing the account, so people have no choice. */
  | { readonly kind: "all-mandatory"; readonly count: number }
  | { readonly kind: "sensitive-mandatory" | "no-reason"; readonly attribute: string }
  /**
   * On another legal basis than consent. "sensitive-told": GDPR, Article 9, asks for more than any of them. "told-marketing":
   * no one needs advertising for a contract or by law. "told-vital": GDPR, recital 46, for want of any other basis only.
   */
  | { readonly kind: "sensitive-told" | "told-marketing" | "told-vital"; readonly attribute: string }
  /** "no-retention": what is agreed to is kept until the account is closed. */
  | { readonly kind: "no-retention" | "short-description" }
  /**
   * "no-recipient": its only recipient was deleted, so no one is asked. "only-services": no one signs in to its recipients,
   * so no one is asked either. "only-applications": only people who sign in to its applications are asked.
   */
  | { readonly kind: "no-recipient" | "only-services" | "only-applications" }
  | TermsWarning
  | { readonly kind: "not-translated" | "note-not-translated" | "outdated"; readonly languages: readonly string[] }
  | {
      readonly kind: "not-sent";
      readonly attribute: string;
      /** The providers that do not send it; null when none does. */
      readonly providers: readonly string[] | null;
      /** The effect on people of those providers: no box, nothing stored, a field to fill in, or no account at all. */
      readonly effect: "no-box" | "not-told" | "typed" | "blocked";
    }
  | {
      /** It is mandatory here and optional in another purpose, or the other way round. */
      readonly kind: "optional-elsewhere" | "mandatory-elsewhere";
      readonly attribute: string;
      readonly purposes: readonly string[];
    };

/** This many words make a sentence in languages with spaces between words, and about as much in the others. */
const wordsOfASentence = 4;

/**
 * Everything that deserves a second look, in the order of the purpose's attributes. An empty field gives no warning.
 */
export function purposeWarnings(purpose: PurposeToCheck, around: WarningContext): PurposeWarning[] {
  const { attributes, description, retention, languages, outdated, withoutNote, recipients } = purpose;
  const untranslated = around.languages.filter((code) => !languages.includes(code));
  const words = wordsIn(description);
  const asked = attributes.filter((row) => !toldBasis(row));
  const all = asked.length > 0 && asked.every(({ mandatory }) => mandatory);
  return [
    ...recipientWarnings(recipients, around),
    ...attributes.flatMap((row) => notSent(row, around)),
    ...(all ? [{ kind: "all-mandatory", count: asked.length } as const] : []),
    ...attributes.flatMap((row) => mandatoryWarnings(row, around)),
    ...attributes.flatMap((row) => toldWarnings(row, purpose, around)),
    ...asked.flatMap((row) => elsewhere(row, around)),
    ...(words > 0 && words < wordsOfASentence ? [{ kind: "short-description" } as const] : []),
    ...(retention === "account-closed" || retention === "" ? [{ kind: "no-retention" } as const] : []),
    ...termsWarnings(purpose),
    ...(outdated.length > 0 ? [{ kind: "outdated", languages: outdated } as const] : []),
    ...(withoutNote.length > 0 ? [{ kind: "note-not-translated", languages: withoutNote } as const] : []),
    ...(untranslated.length > 0 ? [{ kind: "not-translated", languages: untranslated } as const] : []),
  ];
}

function termsWarnings({ terms, retention, retentionDays }: PurposeToCheck): TermsWarning[] {
  const { parties, storedIn, consentDays } = terms ?? noTermsInput;
  const unsafe = parties.filter(({ country, safeguard }) => !economicArea.has(country) && safeguard === "");
  const kept = retention === "days" ? (retentionDays ?? null) : null;
  return [
    ...unsafe.map(({ name }) => ({ kind: "transfer-without-safeguard", party: name }) as const),
    ...(storedIn.length === 0 ? [{ kind: "no-storage-location" } as const] : []),
    ...(kept !== null && consentDays !== null && consentDays > kept ? [{ kind: "agreement-outlasts" } as const] : []),
  ];
}

/** The ids of the services, which no one signs in to. */
export const serviceIds = (applications: readonly { readonly id: string; readonly service: boolean }[]): string[] =>
  applications.filter(({ service }) => service).map(({ id }) => id);

function recipientWarnings(
  { organisation, applications }: PurposeToCheck["recipients"],
  { services }: WarningContext,
): PurposeWarning[] {
  if (organisation) return [];
  if (applications.length === 0) return [{ kind: "no-recipient" }];
  return [{ kind: applications.every((id) => services.includes(id)) ? "only-services" : "only-applications" }];
}

type Row = PurposeToCheck["attributes"][number];

function mandatoryWarnings({ key, mandatory, reason }: Row, { attributes }: WarningContext): PurposeWarning[] {
  if (!mandatory) return [];
  const sensitive = attributes.some((known) => known.key === key && known.sensitive);
  return [
    ...(sensitive ? [{ kind: "sensitive-mandatory", attribute: key } as const] : []),
    ...(reason.trim() === "" ? [{ kind: "no-reason", attribute: key } as const] : []),
  ];
}

/** Names of advertising in the languages that the pages of this program are written in. */
const marketing = /newsletter|marketing|advertis|werbung|werbe|تسويق|إعلان/iu;

function toldWarnings(
  row: Row,
  { name = "", description }: PurposeToCheck,
  { attributes }: WarningContext,
): PurposeWarning[] {
  const basis = toldBasis(row);
  if (!basis) return [];
  const attribute = row.key;
  const sensitive = attributes.some(({ key, sensitive: is }) => key === attribute && is);
  const needed = basis === "contract" || basis === "legal-obligation" || basis === "public-task";
  return [
    ...(sensitive ? [{ kind: "sensitive-told", attribute } as const] : []),
    ...(needed && marketing.test(`${name} ${description} ${row.reason}`)
      ? [{ kind: "told-marketing", attribute } as const]
      : []),
    ...(basis === "vital-interests" ? [{ kind: "told-vital", attribute } as const] : []),
  ];
}

function notSent(row: Row, { attributes, senders }: WarningContext): PurposeWarning[] {
  const { key, mandatory } = row;
  const attribute = attributes.find((known) => known.key === key);
  // Without any provider the missing provider is the problem, and another page says so.
  if (!attribute || senders.length === 0) return [];
  const silent = senders.filter(({ sends }) => !sends.includes(key)).map(({ name }) => name);
  if (silent.length === 0) return [];
  const unsent = toldBasis(row) ? "not-told" : "no-box";
  const effect = !mandatory ? unsent : attribute.selfAssertable ? "typed" : "blocked";
  const providers = silent.length < senders.length ? silent : null;
  return [{ kind: "not-sent", attribute: key, providers, effect }];
}

function elsewhere({ key, mandatory }: Row, { others }: WarningContext): PurposeWarning[] {
  const purposes = others
    .filter(({ attributes }) =>
      attributes.some((asked) => asked.key === key && !asked.basis && asked.mandatory !== mandatory),
    )
    .map(({ name }) => name);
  if (purposes.length === 0) return [];
  return [{ kind: mandatory ? "optional-elsewhere" : "mandatory-elsewhere", attribute: key, purposes }];
}

/** By Unicode's rules, which find words without spaces too: https://www.unicode.org/reports/tr29/#Word_Boundaries */
function wordsIn(text: string): number {
  const segments = new Intl.Segmenter("en", { granularity: "word" }).segment(text);
  return [...segments].filter(({ isWordLike }) => isWordLike).length;
}
