import type { Catalogue, ValueSource } from "../attribute/attribute.ts";
import type { Values } from "../claims/claim-mapping.ts";
import type { AskReason, ConsentState, SigningIn } from "../evaluate/consent-state.ts";
import type { NoticeBasis, PurposeAttribute, PurposeBasis, PurposeVersion } from "../purpose/purpose.ts";

/**
 * What a person sees of an item. "value": a box beside this value. "type-it": a box beside a field. "not-sent": a
 * sentence and no box.
 */
export type ItemOffer =
  /**
   * `source`: "self" for what a person with an account entered earlier, "default" for what the organisation has set;
   * without it, the provider sent the value.
   */
  | { kind: "value"; value: string; source?: ValueSource }
  /** `unusable`: something was sent, and cannot be used. */
  | { kind: "type-it"; unusable?: true }
  | { kind: "not-sent"; unusable?: true };

/** One attribute of one purpose version, with one box at most. `id` is `${versionId}.${attribute}`. */
export interface AskedItem {
  id: string;
  purposeId: string;
  versionId: string;
  attribute: string;
  mandatory: boolean;
  /** Set if it is told and not asked: it has no box, and cannot be refused. */
  basis?: NoticeBasis;
  offer: ItemOffer;
  /** Why a person with an account is asked about it. */
  because?: AskReason;
  /** The other purposes, in the versions that were agreed to, for which the same attribute is already stored. */
  storedFor?: readonly PurposeVersion[];
  /**
   * Set for a person with an account if only applications need it: refusing it keeps them out of these, and costs them
   * nothing else.
   */
  onlyForEntry?: true;
  /** Set if it is stored because of this provider's notice: the answer takes the place of the notice. */
  storedByNotice?: true;
}

export interface AskedPurpose {
  version: PurposeVersion;
  items: readonly AskedItem[];
  /** The newest version that a person with an account has decided on; missing if they have decided on none. */
  before?: PurposeVersion;
}

export interface ConsentRequest {
  /** "notice": nothing is asked. People are told what will be stored, and continue or leave. */
  basis: PurposeBasis["kind"];
  purposes: readonly AskedPurpose[];
  /** Keys of mandatory attributes that were not sent and may not be typed: this sign-in cannot lead to an account. */
  blockedBy: readonly string[];
  /**
   * Set for a person with an account: only what is new is asked, and nothing if `purposes` is empty. With
   * `canWaitUntil`, all of it can be put off until then.
   */
  again?: { unchanged: readonly PurposeVersion[]; canWaitUntil?: Date };
}

export interface RequestInput {
  /** The live version of each purpose that this provider asks, in any order. */
  purposes: readonly PurposeVersion[];
  values: Values;
  /** The organisation's defaults, for attributes that were not sent. */
  defaults?: Values;
  /** Attributes of which something was sent that cannot be used. */
  unusable?: readonly string[];
  catalogue: Catalogue;
  /** For a person with an account: what they have decided so far. */
  known?: KnownPerson;
}

export interface KnownPerson {
  consentState: ConsentState;
  signingIn: SigningIn;
  now: Date;
}

/** The item of one attribute, without what only a person with an account has. */
export function askedItem(
  version: PurposeVersion,
  asked: PurposeAttribute,
  offer: (key: string) => ItemOffer,
): AskedItem {
  const { purposeId, versionId } = version;
  const { key, mandatory, basis } = asked;
  const item = { id: `${versionId}.${key}`, purposeId, versionId, attribute: key, mandatory, offer: offer(key) };
  if (!basis) return item;
  // Typing is an answer, and nothing is asked here.
  return { ...item, basis, offer: item.offer.kind === "type-it" ? { ...item.offer, kind: "not-sent" } : item.offer };
}

/** The offer if there is no value. It says whether something unusable was sent. */
export const offerWithout = ({ unusable }: RequestInput, kind: "type-it" | "not-sent", key: string): ItemOffer =>
  unusable?.includes(key) ? { kind, unusable: true } : { kind };

export function isSent({ values, catalogue }: RequestInput, key: string): boolean {
  return catalogue.has(key) && Object.hasOwn(values, key) && values[key] !== "";
}

export function defaultOffer({ defaults, catalogue }: RequestInput, key: string) {
  const value = defaults && catalogue.has(key) && Object.hasOwn(defaults, key) ? defaults[key] : undefined;
  return value ? ({ kind: "value", value, source: "default" } as const) : undefined;
}
