import { canonicalJson } from "../ledger/canonical-json.ts";
import type { NoticeBasis } from "../purpose/purpose.ts";

/** Who is responsible, as shown. Null where the organisation gave nothing. */
export interface ShownController {
  name: string;
  displayName: string;
  address: string | null;
  contact: string | null;
  email: string | null;
  phone: string | null;
  privacyNoticeUrl: string | null;
}

/** One asked attribute, in words. It has no place for a value, and must never get one. */
export interface ShownItem {
  /** `${versionId}.${attribute}`, the same as the asked item's. */
  id: string;
  attribute: string;
  label: string;
  mandatory: boolean;
  /** The word shown: "Required" or "Optional". */
  need: string;
  reason: string | null;
  offer: "value" | "type-it" | "not-sent";
  /** The sentence shown where nothing was sent. */
  note: string | null;
}

export interface ShownPurpose {
  purposeId: string;
  versionId: string;
  number: number;
  /** Set where its own words are in another language than the notice, because they are not translated. */
  language?: string;
  name: string;
  description: string;
  details: string | null;
  /** Set where nobody was asked: the ground on which it is kept, and the sentence that says so. */
  basis?: { kind: NoticeBasis; words: string };
  /** A sentence. */
  retention: string;
  legalNote: string | null;
  /** In which the legal note is written. Left out where there is none, and in notices from before it was known. */
  legalNoteLanguage?: string;
  items: readonly ShownItem[];
  /** Set where somebody who has an account is asked again. */
  change?: ShownChange;
}

/** Why a purpose is asked again, in a word, and what is different, as text. */
export interface ShownChange {
  kind: "new" | "changed" | "expired";
  word: string;
  before: readonly { what: string; before: string; now: string }[];
}

/** The exact text of one consent screen in one language, without any value. The screen is drawn from it; the receipt keeps it. */
export interface ShownText {
  language: string;
  title: string;
  lead: string;
  controller: ShownController;
  provider: { name: string };
  purposes: readonly ShownPurpose[];
  alsoStored: string;
  /** A sentence that says how to withdraw. */
  withdrawal: string;
  acceptLabel: string;
  declineLabel: string;
  /** Set where somebody is asked again: names of the purposes about which there is nothing to decide. */
  unchanged?: readonly string[];
}

/** The notice as canonical JSON, for hashing. Throws TypeError for what JSON cannot carry. */
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
