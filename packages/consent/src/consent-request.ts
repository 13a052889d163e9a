import type { Catalogue } from "./attribute.ts";
import type { Values } from "./claim-mapping.ts";
import type { PurposeAttribute, PurposeVersion } from "./purpose.ts";
import { type AskReason, canWait, offeredValue, reasonToAsk, type SigningIn, type Standing } from "./standing.ts";

/** "value": a box beside this value. "type-it": a box beside a field. "not-sent": words, no box. */
export type Offer =
  /** `source`: "self" for what a person who is known has entered before; left out, it is the provider's. */
  { kind: "value"; value: string; source?: "provider" | "self" } | { kind: "type-it" } | { kind: "not-sent" };

/** One box at most: one attribute of one purpose version. `id` is `${versionId}.${attribute}`. */
export interface AskedItem {
  id: string;
  purposeId: string;
  versionId: string;
  attribute: string;
  mandatory: boolean;
  offer: Offer;
  /** Why somebody who is known is asked about it. */
  because?: AskReason;
  /** The other purposes, as they were agreed to, for which the same attribute is stored already. */
  storedFor?: readonly PurposeVersion[];
}

export interface AskedPurpose {
  version: PurposeVersion;
  items: readonly AskedItem[];
  /** The newest version of it that somebody who is known has decided on; left out where they decided on none. */
  before?: PurposeVersion;
}

export interface ConsentRequest {
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
  catalogue: Catalogue;
  /** How they stand, for somebody who has an account. */
  known?: Known;
}

interface Known {
  standing: Standing;
  signingIn: SigningIn;
  now: Date;
}

/**
 * Live purposes and mapped values → exactly what is asked, sorted by position, then purpose id. A value on no purpose is
 * not in it. An attribute that some purpose needs, that was not sent and may be typed, is "type-it" in every purpose that
 * lists it: it is typed once and each purpose has its own box. Somebody who is known is asked only what is new to them.
 */
export function consentRequest(input: RequestInput): ConsentRequest {
  const versions = [...input.purposes].sort((a, b) => a.position - b.position || compare(a.purposeId, b.purposeId));
  if (input.known) return whatIsNew(versions, input, input.known);
  const needed = versions.flatMap((version) => version.attributes.filter((asked) => asked.mandatory));
  const missing = new Set(needed.map((asked) => asked.key).filter((key) => !isSent(input, key)));
  const typed = new Set([...missing].filter((key) => input.catalogue.get(key)?.selfAssertable === true));
  const offer = (key: string): Offer => {
    if (typed.has(key)) return { kind: "type-it" };
    const value = isSent(input, key) ? input.values[key] : undefined;
    return value === undefined ? { kind: "not-sent" } : { kind: "value", value };
  };
  return {
    purposes: versions.map((version) => ({ version, items: version.attributes.map((a) => item(version, a, offer)) })),
    blockedBy: [...missing].filter((key) => !typed.has(key)),
  };
}

/**
 * What a known person can answer and has not. What is needed, was not sent and may not be typed is left out: nobody is
 * locked out of their account for something that is not theirs to give. Purposes without any box are left out too. What
 * can wait is asked only while nothing else is, so that a no to it never stands between a person and their account.
 */
function whatIsNew(
  versions: readonly PurposeVersion[],
  { values, catalogue }: RequestInput,
  { standing, signingIn, now }: Known,
): ConsentRequest {
  const because = (version: PurposeVersion, asked: PurposeAttribute) => reasonToAsk(version, asked, standing);
  const offered = (key: string) => (catalogue.has(key) ? offeredValue(key, values, standing, signingIn) : undefined);
  const needed = versions.flatMap((version) =>
    version.attributes.filter((asked) => asked.mandatory && because(version, asked) !== null),
  );
  const missing = new Set(needed.map(({ key }) => key).filter((key) => offered(key) === undefined));
  const offer = (key: string): Offer => {
    const value = offered(key);
    if (value !== undefined) return { kind: "value", value: value.value, source: value.source };
    return { kind: missing.has(key) && catalogue.get(key)?.selfAssertable === true ? "type-it" : "not-sent" };
  };
  const asked = versions.map((version): AskedPurpose => {
    const items = version.attributes.flatMap((attribute): AskedItem[] => {
      const reason = because(version, attribute);
      const made = item(version, attribute, offer);
      const unanswerable = made.mandatory && made.offer.kind === "not-sent";
      if (reason === null || unanswerable) return [];
      const storedFor = otherPurposesOf(attribute.key, version.purposeId, standing);
      return [{ ...made, because: reason, ...(storedFor.length > 0 ? { storedFor } : {}) }];
    });
    const before = newestDecided(version.purposeId, standing);
    return { version, items, ...(before ? { before } : {}) };
  });
  const answerable = asked.filter(hasBox);
  const due = answerable
    .map((purpose) => ({ ...purpose, items: purpose.items.filter((made) => !mayWait(purpose, made, now)) }))
    .filter(hasBox);
  const unchanged = asked.filter((purpose) => purpose.before && !answerable.includes(purpose));
  const again = { unchanged: unchanged.map(({ version }) => version) };
  if (due.length > 0 || answerable.length === 0) return { purposes: due, blockedBy: [], again };
  const dates = answerable.flatMap(({ version }) => version.askFrom ?? []);
  const canWaitUntil = dates.reduce((first, date) => (date < first ? date : first));
  return { purposes: answerable, blockedBy: [], again: { ...again, canWaitUntil } };
}

const hasBox = ({ items }: AskedPurpose) => items.some((made) => made.offer.kind !== "not-sent");

const mayWait = ({ version }: AskedPurpose, { because }: AskedItem, now: Date) =>
  because !== undefined && canWait(version, because, now);

function otherPurposesOf(attribute: string, purposeId: string, { grants, decisions }: Standing): PurposeVersion[] {
  const others = grants.filter((grant) => grant.attribute === attribute && grant.purposeId !== purposeId);
  return others.flatMap((grant) => {
    const decided = decisions.find((d) => d.attribute === attribute && d.version.purposeId === grant.purposeId);
    return decided ? [decided.version] : [];
  });
}

function newestDecided(purposeId: string, { decisions }: Standing): PurposeVersion | undefined {
  const decided = decisions.map(({ version }) => version).filter((version) => version.purposeId === purposeId);
  return decided.sort((a, b) => b.number - a.number)[0];
}

/** Whether the screen a person answered showed exactly the versions that are asked now. Their order does not matter. */
export function sameVersions(shown: readonly string[], request: ConsentRequest): boolean {
  const current = new Set(request.purposes.map((purpose) => purpose.version.versionId));
  return shown.length === current.size && new Set(shown).size === current.size && shown.every((id) => current.has(id));
}

function item(version: PurposeVersion, asked: PurposeAttribute, offer: (key: string) => Offer): AskedItem {
  const { purposeId, versionId } = version;
  const { key, mandatory } = asked;
  return { id: `${versionId}.${key}`, purposeId, versionId, attribute: key, mandatory, offer: offer(key) };
}

function isSent({ values, catalogue }: RequestInput, key: string): boolean {
  return catalogue.has(key) && Object.hasOwn(values, key) && values[key] !== "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
