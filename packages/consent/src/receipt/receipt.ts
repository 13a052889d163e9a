import { canonicalJson } from "../ledger/canonical-json.ts";
import type { NoticeBasis } from "../purpose/purpose.ts";
import type { Right } from "./rights.ts";
import type { PartyRole, TransferSafeguard } from "../purpose/purpose-terms.ts";

/** The controller as shown. Null where the organisation entered nothing. */
export interface ShownController {
  name: string;
  displayName: string;
  address: string | null;
  contact: string | null;
  email: string | null;
  phone: string | null;
  privacyNoticeUrl: string | null;
  // Missing where the organisation entered nothing, and in texts from before it could.
  /** Its number in a public register. */
  identifier?: string;
  /** The data protection officer: a name or a role. */
  officerName?: string;
  officerEmail?: string;
  /** The supervisory authority that people can complain to, and where it takes complaints. */
  authorityName?: string;
  authorityUrl?: string;
}

/** One asked attribute, in words. It has no field for a value, and must never get one. */
export interface ShownItem {
  /** `${versionId}.${attribute}`, the same as the asked item's. */
  id: string;
  attribute: string;
  label: string;
  /** What kind of personal data it is: see personal-data.ts. Missing if that is not said, and in earlier texts. */
  category?: string;
  mandatory: boolean;
  /** Set if people were told of it and not asked, beside others that they were: its legal basis, in words. */
  basis?: { kind: NoticeBasis; words: string };
  /** The word shown: "Required" or "Optional", or that it is kept. */
  need: string;
  reason: string | null;
  offer: "value" | "type-it" | "not-sent";
  /** Set if something was sent that cannot be used. Missing in texts from before this was recorded. */
  unusable?: true;
  /** The sentence that is shown if there is no value. */
  note: string | null;
}

/** The terms of a purpose: as sentences, and as what they say. */
export interface ShownTerms {
  /** Recipients that are neither the organisation nor applications. Country: ISO 3166-1 alpha-2, or EU. */
  parties: readonly {
    name: string;
    role: PartyRole;
    country: string;
    safeguard?: TransferSafeguard;
    words: string;
  }[];
  storage?: { countries: readonly string[]; words: string };
  /** Set if an agreement ends by itself after some days. */
  validity?: { days: number; words: string };
  /** Set if a machine decides alone: that it does, how, and what follows. */
  automated?: { words: string; logic: string; consequences: string };
}

export interface ShownPurpose {
  purposeId: string;
  versionId: string;
  number: number;
  /** Set if its own words are in another language than the rest, because they are not translated. */
  language?: string;
  name: string;
  description: string;
  details: string | null;
  /** Set if people were not asked: the legal basis, and the sentence that explains it. */
  basis?: { kind: NoticeBasis; words: string };
  /** A sentence. */
  retention: string;
  /** Who gets it: as a sentence, and by name. Missing in texts from before purposes named recipients. */
  recipients?: { words: string; organisation: boolean; applications: readonly string[] };
  /** Missing if the purpose says nothing of this, and in texts from before it could. */
  terms?: ShownTerms;
  legalNote: string | null;
  /** The language of the legal note. Missing if there is none, and in texts from before it was recorded. */
  legalNoteLanguage?: string;
  items: readonly ShownItem[];
  /** Set if a person with an account is asked again. */
  change?: ShownChange;
}

/** Why a purpose is asked again, in one word, and what is different, as text. */
export interface ShownChange {
  kind: "new" | "changed" | "expired" | "refused";
  word: string;
  before: readonly { what: string; before: string; now: string }[];
}

/** A right of the person, and how to use it, in a sentence. */
export interface ShownRight {
  right: Right;
  name: string;
  words: string;
}

/**
 * The exact text of one consent screen or notice in one language, without any value of an attribute. The screen is
 * rendered from it, and the receipt keeps it.
 */
export interface ShownText {
  language: string;
  title: string;
  lead: string;
  controller: ShownController;
  provider: { name: string };
  purposes: readonly ShownPurpose[];
  alsoStored: string;
  /** Set if the person was asked for their age: what they said, in a sentence. */
  age?: string;
  /** How to withdraw, in a sentence. */
  withdrawal: string;
  /** Missing in texts from before they listed rights, and in those that people read only afterwards. */
  rights?: readonly ShownRight[];
  acceptLabel: string;
  declineLabel: string;
  /** Set if a person is asked again: the names of the purposes that need no new decision. */
  unchanged?: readonly string[];
}

/** The shown text as canonical JSON, for hashing. Throws TypeError for what JSON cannot carry. */
export function canonicalShownText(notice: ShownText): string {
  return canonicalJson(notice);
}

// Crockford's base 32 leaves out I, L, O and U: https://www.crockford.com/base32.html
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Five random bytes → a number like 7Q4K-2M9X. Throws RangeError for any other count. */
export function receiptNumber(bytes: Uint8Array): string {
  if (bytes.length !== 5) throw new RangeError("A receipt number is made of 5 bytes.");
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
