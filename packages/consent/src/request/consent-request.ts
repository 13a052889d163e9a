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

/**
 * What a person sees of an item. "value": a box beside this value. "type-it": a box beside a field. "not-sent": a
 * sentence and no box.
 */
export type ItemOffer =
  /**
   * `source`: "self" for what a person with an account entered earlier, "default" for what the organisation has set;
   * without it, the provider sent the value.
   */
  { kind: "value"; value: string; source?: ValueSource } | { kind: "type-it" } | { kind: "not-sent" };

/** One attribute of one purpose version, with one box at most. `id` is `${versionId}.${attribute}`. */
export interface AskedItem {
  id: string;
  purposeId: string;
  versionId: string;
  attribute: string;
  mandatory: boolean;
  offer: ItemOffer;
  /** Why a person with an account is asked about it. */
  because?: AskReason;
  /** The other purposes, in the versions that were agreed to, for which the same attribute is already stored. */
  storedFor?: readonly PurposeVersion[];
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

interface RequestInput {
  /** The live version of each purpose that this provider asks, in any order. */
  purposes: readonly PurposeVersion[];
  values: Values;
  /** The organisation's defaults, for attributes that were not sent. */
  defaults?: Values;
  catalogue: Catalogue;
  /** For a person with an account: what they have decided so far. */
  known?: Known;
}

interface Known {
  consentState: ConsentState;
  signingIn: SigningIn;
  now: Date;
}

/**
 * Live purposes and mapped values → exactly what is asked, sorted by position, then purpose id. Values of attributes on
 * no purpose are not in it. If some purpose needs an attribute that was not sent and may be typed, it is "type-it" in
 * every purpose that lists it: it is typed once and each purpose has its own box. An attribute that was not sent and
 * has a default is offered as the organisation's. A person with an account is asked only what is new to them. A notice
 * works the same way: its items are what it lists, none is mandatory and none is typed.
 * Throws TypeError for a notice beside another purpose, or with a mandatory attribute.
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
  if (told.length > 0 && versions.length > 1) throw new TypeError("A notice cannot be combined with another purpose");
  if (told.some(({ attributes }) => attributes.some(({ mandatory }) => mandatory))) {
    throw new TypeError("A notice cannot have a mandatory attribute");
  }
  return told.length > 0 ? "notice" : "consent";
}

/** One attribute that a person with an account is asked about, and until when that can wait. */
interface Question {
  version: PurposeVersion;
  attribute: PurposeAttribute;
  because: AskReason;
  canWaitUntil: Date | null;
}

/**
 * What a person with an account can answer and has not. A mandatory item that was not sent and may not be typed is left
 * out, so that nobody loses access to their account over data that they cannot give. Purposes without any box are left
 * out too. What can wait is asked only if nothing is due, so that refusing it never puts the account at stake.
 */
function whatIsNew(
  versions: readonly PurposeVersion[],
  input: RequestInput,
  known: Known,
): Omit<ConsentRequest, "basis"> {
  const questions = versions.flatMap((version) => questionsOf(version, known));
  const everything = askedOf(versions, questions, input, known);
  const again = { unchanged: unchangedOf(versions, everything, known) };
  // Computed again from what is due alone: a question that can wait must not turn an optional item into one to type.
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

/** The purposes with at least one box for these questions, in order. */
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

/**
 * The other purposes for which the stored value is used. Only for a new item: if an item changed, its value is used for
 * it already.
 */
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

/**
 * Whether refusing this question erases a stored value: only this provider's notice covers the value, and the answer
 * ends the notice.
 */
function isStoredByNotice({ version, attribute }: Question, consentState: ConsentState, signingIn: SigningIn): boolean {
  const holders = holding(attribute.key, consentState);
  return (
    version.basis.kind === "consent" && holders.length > 0 && holders.every((holder) => isNoticeOf(holder, signingIn))
  );
}

/** The purposes, in the versions that were agreed to or told, for which an attribute is stored today. */
function holding(attribute: string, consentState: ConsentState): PurposeVersion[] {
  if (!consentState.values.some((held) => held.attribute === attribute)) return [];
  const grants = consentState.grants.filter((grant) => grant.attribute === attribute);
  return grants.flatMap(({ purposeId }) => newestDecidedVersion(purposeId, consentState) ?? []);
}

const isNoticeOf = ({ basis }: PurposeVersion, { providerId }: SigningIn) =>
  basis.kind === "notice" && basis.providerId === providerId;

/** Whether the screen that a person answered showed exactly the versions that are asked now, in any order. */
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
