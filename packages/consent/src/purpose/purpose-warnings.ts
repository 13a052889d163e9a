import type { Attribute } from "../attribute/attribute.ts";
import type { PurposeAttribute, Retention } from "./purpose.ts";

/** A purpose as it is about to be asked, also while it is still being written. */
export interface PurposeToCheck {
  /** In the language that purposes are written in. */
  readonly description: string;
  /** Empty while nothing was chosen. */
  readonly retention: Retention["kind"] | "";
  readonly attributes: readonly { readonly key: string; readonly mandatory: boolean; readonly reason: string }[];
  /** Codes of all languages it is written in. */
  readonly languages: readonly string[];
  /** Codes of those whose words were written for another original: see outdated-translations.ts. */
  readonly outdated: readonly string[];
  /** Codes of those that have no legal note, where the original has one: see legal-note.ts. */
  readonly withoutNote: readonly string[];
}

/** What is around it. */
export interface WarningContext {
  readonly attributes: readonly Pick<Attribute, "key" | "sensitive" | "selfAssertable">[];
  /** The providers that ask for purposes, and the keys of the attributes that they send. */
  readonly senders: readonly { readonly name: string; readonly sends: readonly string[] }[];
  /** Codes of the languages that people may read. */
  readonly languages: readonly string[];
  /** Every other purpose that is asked, or is about to be. */
  readonly others: readonly {
    readonly name: string;
    readonly attributes: readonly Pick<PurposeAttribute, "key" | "mandatory">[];
  }[];
}

/** What commonly goes wrong with a purpose. It informs whoever writes it, and never keeps them from anything. */
export type PurposeWarning =
  /** Refusing one detail is refusing the account, so nobody has a choice. */
  | { readonly kind: "all-mandatory"; readonly count: number }
  | { readonly kind: "sensitive-mandatory" | "no-reason"; readonly attribute: string }
  /** It ends with the account and not before. */
  | { readonly kind: "no-retention" | "short-description" }
  | { readonly kind: "not-translated" | "note-not-translated" | "outdated"; readonly languages: readonly string[] }
  | {
      readonly kind: "not-sent";
      readonly attribute: string;
      /** The providers that do not send it; null when none does. */
      readonly providers: readonly string[] | null;
      /** What it means for their people: no box, a field to fill in, or no account at all. */
      readonly effect: "no-box" | "typed" | "blocked";
    }
  | {
      /** It is mandatory here and optional there, or the other way round. */
      readonly kind: "optional-elsewhere" | "mandatory-elsewhere";
      readonly attribute: string;
      readonly purposes: readonly string[];
    };

/** So many words make a sentence in the languages that have words between spaces, and about as much in the others. */
const wordsOfASentence = 4;

/** Everything worth a second look, in the order of the purpose's attributes. What is not written yet is no warning. */
export function purposeWarnings(purpose: PurposeToCheck, around: WarningContext): PurposeWarning[] {
  const { attributes, description, retention, languages, outdated, withoutNote } = purpose;
  const untranslated = around.languages.filter((code) => !languages.includes(code));
  const words = wordsIn(description);
  const all = attributes.length > 0 && attributes.every(({ mandatory }) => mandatory);
  return [
    ...attributes.flatMap((row) => notSent(row, around)),
    ...(all ? [{ kind: "all-mandatory", count: attributes.length } as const] : []),
    ...attributes.flatMap((row) => mandatoryWarnings(row, around)),
    ...attributes.flatMap((row) => elsewhere(row, around)),
    ...(words > 0 && words < wordsOfASentence ? [{ kind: "short-description" } as const] : []),
    ...(retention === "account-closed" || retention === "" ? [{ kind: "no-retention" } as const] : []),
    ...(outdated.length > 0 ? [{ kind: "outdated", languages: outdated } as const] : []),
    ...(withoutNote.length > 0 ? [{ kind: "note-not-translated", languages: withoutNote } as const] : []),
    ...(untranslated.length > 0 ? [{ kind: "not-translated", languages: untranslated } as const] : []),
  ];
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

function notSent({ key, mandatory }: Row, { attributes, senders }: WarningContext): PurposeWarning[] {
  const attribute = attributes.find((known) => known.key === key);
  // While there is no provider at all, that is what is missing.
  if (!attribute || senders.length === 0) return [];
  const silent = senders.filter(({ sends }) => !sends.includes(key)).map(({ name }) => name);
  if (silent.length === 0) return [];
  const effect = !mandatory ? "no-box" : attribute.selfAssertable ? "typed" : "blocked";
  const providers = silent.length < senders.length ? silent : null;
  return [{ kind: "not-sent", attribute: key, providers, effect }];
}

function elsewhere({ key, mandatory }: Row, { others }: WarningContext): PurposeWarning[] {
  const purposes = others
    .filter(({ attributes }) => attributes.some((asked) => asked.key === key && asked.mandatory !== mandatory))
    .map(({ name }) => name);
  if (purposes.length === 0) return [];
  return [{ kind: mandatory ? "optional-elsewhere" : "mandatory-elsewhere", attribute: key, purposes }];
}

/** By Unicode's rules, which know where words end without spaces: https://www.unicode.org/reports/tr29/#Word_Boundaries */
function wordsIn(text: string): number {
  const segments = new Intl.Segmenter("en", { granularity: "word" }).segment(text);
  return [...segments].filter(({ isWordLike }) => isWordLike).length;
}
