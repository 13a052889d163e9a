import type { Catalogue, ValueSource } from "../attribute/attribute.ts";
import type { Values } from "../claims/claim-mapping.ts";
import type { PurposeAttribute, PurposeBasis, PurposeVersion } from "../purpose/purpose.ts";
import {
  type AskReason,
  newestDecidedVersion,
  valueToOffer,
  reasonToAsk,
  type SigningIn,
  type ConsentState,
  canWaitUntil,
} from "../evaluate/consent-state.ts";

/** "value": a box beside this value. "type-it": a box beside a field. "not-sent": words, no box. */
export type ItemOffer =
  /**
   * `source`: "self" for what a person who is known has entered before, "default" for what the organisation sets; left out,
   * it is the provider's.
   */
  { kind: "value"; value: string; source?: ValueSource } | { kind: "type-it" } | { kind: "not-sent" };

/** One box at most: one attribute of one purpose version. `id` is `${versionId}.${attribute}`. */
export interface AskedItem {
  id: string;
  purposeId: string;
  versionId: string;
  attribute: string;
  mandatory: boolean;
  offer: ItemOffer;
  /** Why somebody who is known is asked about it. */
  because?: AskReason;
  /** The other purposes, as they were agreed to, for which the same attribute is stored already. */
  storedFor?: readonly PurposeVersion[];
  /** Set where it is stored because this provider's notice said so: the answer takes the place of the notice. */
  storedByNotice?: true;
}

export interface AskedPurpose {
  version: PurposeVersion;
  items: readonly AskedItem[];
  /** The newest version of it that somebody who is known has decided on; left out where they decided on none. */
  before?: PurposeVersion;
}

export interface ConsentRequest {
  /** "notice": nothing is asked. People are told what will be stored, and go on or leave. */
  basis: PurposeBasis["kind"];
  purposes: readonly AskedPurpose[];
  /** Attribute keys that are mandatory, were not sent, and may not be typed: no account can come of this sign-in. */
  blockedBy: readonly string[];
  /**
   * Set for somebody who is known: only what is new is asked, and nothing when `purposes` is empty. With `canWaitUntil`
   * all of it can be put off until then.
   */
  again?: { unchanged: readonly PurposeVersion[]; canWaitUntil?: Date };
}

interface RequestInput {
  /** The live version of each purpose that this provider asks, one each, in any order. */
  purposes: readonly PurposeVersion[];
  values: Values;
  /** What the organisation sets where nothing was sent. */
  defaults?: Values;
  catalogue: Catalogue;
  /** How they stand, for somebody who has an account. */
  known?: Known;
}

interface Known {
  consentState: ConsentState;
  signingIn: SigningIn;
  now: Date;
}

/**
 * Live purposes and mapped values → exactly what is asked, sorted by position, then purpose id. A value on no purpose is
 * not in it. An attribute that some purpose needs, that was not sent and may be typed, is "type-it" in every purpose that
 * lists it: it is typed once and each purpose has its own box. What was not sent and has a default is offered as the
 * organisation's. Somebody who is known is asked only what is new to them.
 * A notice takes the same way: its items are what it lists, none is mandatory and none is typed.
 * Throws TypeError for a notice beside something else: it stands alone.
 */
export function consentRequest(input: RequestInput): ConsentRequest {
  const versions = [...input.purposes].sort((a, b) => a.position - b.position || compare(a.purposeId, b.purposeId));
  const basis = basisOf(versions);
  if (input.known) return { basis, ...whatIsNew(versions, input, input.known) };
  const needed = versions.flatMap((version) => version.attributes.filter((asked) => asked.mandatory));
  const missing = new Set(
    needed.map((asked) => asked.key).filter((key) => !isSent(input, key) && !defaultOf(input, key)),
  );
  const typed = new Set([...missing].filter((key) => input.catalogue.get(key)?.selfAssertable === true));
  const offer = (key: string): ItemOffer => {
    if (typed.has(key)) return { kind: "type-it" };
    const value = isSent(input, key) ? input.values[key] : undefined;
    return value === undefined ? (defaultOf(input, key) ?? { kind: "not-sent" }) : { kind: "value", value };
  };
  return {
    basis,
    purposes: versions.map((version) => ({ version, items: version.attributes.map((a) => item(version, a, offer)) })),
    blockedBy: [...missing].filter((key) => !typed.has(key)),
  };
}

function basisOf(versions: readonly PurposeVersion[]): ConsentRequest["basis"] {
  const told = versions.filter(({ basis }) => basis.kind === "notice");
  if (told.length > 0 && versions.length > 1) throw new TypeError("A notice stands alone");
  if (told.some(({ attributes }) => attributes.some(({ mandatory }) => mandatory))) {
    throw new TypeError("A notice asks for nothing, so it needs nothing");
  }
  return told.length > 0 ? "notice" : "consent";
}

/** One attribute that somebody who is known is asked about, and until when that can wait. */
interface Question {
  version: PurposeVersion;
  attribute: PurposeAttribute;
  because: AskReason;
  canWaitUntil: Date | null;
}

/**
 * What a known person can answer and has not. What is needed, was not sent and may not be typed is left out: nobody is
 * locked out of their account for something that is not theirs to give. Purposes without any box are left out too. What
 * can wait is asked only while nothing else is, so that a no to it never stands between a person and their account.
 */
function whatIsNew(
  versions: readonly PurposeVersion[],
  input: RequestInput,
  known: Known,
): Omit<ConsentRequest, "basis"> {
  const questions = versions.flatMap((version) => questionsOf(version, known));
  const everything = askedOf(versions, questions, input, known);
  const again = { unchanged: unchangedOf(versions, everything, known) };
  // Made anew from what is due alone: what can wait must not turn an optional detail into one to be typed.
  const due = askedOf(
    versions,
    questions.filter((question) => question.canWaitUntil === null),
    input,
    known,
  );
  if (due.length > 0 || everything.length === 0) return { purposes: due, blockedBy: [], again };
  const dates = questions.flatMap((question) => question.canWaitUntil ?? []);
  const canWaitUntil = dates.reduce((first, date) => (date < first ? date : first));
  return { purposes: everything, blockedBy: [], again: { ...again, canWaitUntil } };
}

function questionsOf(version: PurposeVersion, known: Known): Question[] {
  return version.attributes.flatMap((attribute): Question[] => {
    const because = reasonToAsk(version, attribute, known.consentState);
    if (because === null) return [];
    return [{ version, attribute, because, canWaitUntil: canWaitUntil(version, attribute, because, known) }];
  });
}

/** The purposes with a box that these questions make, in order. */
function askedOf(
  versions: readonly PurposeVersion[],
  questions: readonly Question[],
  input: RequestInput,
  { consentState, signingIn }: Known,
): AskedPurpose[] {
  const { values, catalogue } = input;
  const offered = (key: string) =>
    catalogue.has(key) ? (valueToOffer(key, values, consentState, signingIn) ?? defaultOf(input, key)) : undefined;
  const needed = questions.filter(({ attribute }) => attribute.mandatory).map(({ attribute }) => attribute.key);
  const missing = new Set(needed.filter((key) => offered(key) === undefined));
  const offer = (key: string): ItemOffer => {
    const value = offered(key);
    if (value !== undefined) return { kind: "value", value: value.value, source: value.source };
    return { kind: missing.has(key) && catalogue.get(key)?.selfAssertable === true ? "type-it" : "not-sent" };
  };
  return versions.flatMap((version): AskedPurpose[] => {
    const items = questions.flatMap((question): AskedItem[] => {
      if (question.version !== version) return [];
      const made = item(version, question.attribute, offer);
      if (made.mandatory && made.offer.kind === "not-sent") return [];
      const storedFor = otherPurposesOf(question, consentState, signingIn);
      const byNotice = isStoredByNotice(question, consentState, signingIn);
      return [
        {
          ...made,
          because: question.because,
          ...(storedFor.length > 0 ? { storedFor } : {}),
          ...(byNotice ? { storedByNotice: true } : {}),
        },
      ];
    });
    const before = newestDecidedVersion(version.purposeId, consentState);
    const hasBox = items.some((made) => made.offer.kind !== "not-sent");
    return hasBox ? [{ version, items, ...(before ? { before } : {}) }] : [];
  });
}

function unchangedOf(versions: readonly PurposeVersion[], asked: readonly AskedPurpose[], { consentState }: Known) {
  const isAsked = new Set(asked.map(({ version }) => version));
  return versions.filter((version) => !isAsked.has(version) && newestDecidedVersion(version.purposeId, consentState));
}

/** For what else the value that is stored is used. Only of something new: what is changed is used for this already. */
function otherPurposesOf(
  { version, attribute, because }: Question,
  consentState: ConsentState,
  signingIn: SigningIn,
): PurposeVersion[] {
  if (because !== "new") return [];
  return holding(attribute.key, consentState).filter(
    (other) => other.purposeId !== version.purposeId && !isNoticeOf(other, signingIn),
  );
}

/** Whether a no to this question erases what is stored: only this provider's notice, which the answer ends, covers it. */
function isStoredByNotice({ version, attribute }: Question, consentState: ConsentState, signingIn: SigningIn): boolean {
  const holders = holding(attribute.key, consentState);
  return (
    version.basis.kind === "consent" && holders.length > 0 && holders.every((holder) => isNoticeOf(holder, signingIn))
  );
}

/** The purposes, as they were agreed to or told, for which an attribute is stored today. */
function holding(attribute: string, consentState: ConsentState): PurposeVersion[] {
  if (!consentState.values.some((held) => held.attribute === attribute)) return [];
  const grants = consentState.grants.filter((grant) => grant.attribute === attribute);
  return grants.flatMap(({ purposeId }) => newestDecidedVersion(purposeId, consentState) ?? []);
}

const isNoticeOf = ({ basis }: PurposeVersion, { providerId }: SigningIn) =>
  basis.kind === "notice" && basis.providerId === providerId;

/** Whether the screen a person answered showed exactly the versions that are asked now. Their order does not matter. */
export function sameVersions(shown: readonly string[], request: ConsentRequest): boolean {
  const current = new Set(request.purposes.map((purpose) => purpose.version.versionId));
  return shown.length === current.size && new Set(shown).size === current.size && shown.every((id) => current.has(id));
}

function item(version: PurposeVersion, asked: PurposeAttribute, offer: (key: string) => ItemOffer): AskedItem {
  const { purposeId, versionId } = version;
  const { key, mandatory } = asked;
  return { id: `${versionId}.${key}`, purposeId, versionId, attribute: key, mandatory, offer: offer(key) };
}

function isSent({ values, catalogue }: RequestInput, key: string): boolean {
  return catalogue.has(key) && Object.hasOwn(values, key) && values[key] !== "";
}

function defaultOf({ defaults, catalogue }: RequestInput, key: string) {
  const value = defaults && catalogue.has(key) && Object.hasOwn(defaults, key) ? defaults[key] : undefined;
  return value ? ({ kind: "value", value, source: "default" } as const) : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
