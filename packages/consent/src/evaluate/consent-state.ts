import type { ValueSource } from "../attribute/attribute.ts";
import type { Values } from "../claims/claim-mapping.ts";
import type { LiveGrant } from "./grants.ts";
import { type AskingVersion, type PurposeAttribute, type PurposeVersion, widens } from "../purpose/purpose.ts";
import { vouchedFor } from "../attribute/standard-attributes.ts";

/** What a person decided last about one attribute of one purpose. A withdrawal counts as a denial. */
export interface PastDecision {
  attribute: string;
  state: "granted" | "denied" | "not-sent";
  /** The version that was shown. */
  version: PurposeVersion;
}

export interface StoredValue {
  attribute: string;
  value: string;
  source: ValueSource;
  /** Null if the person entered it. For a default: the provider that had not sent the attribute. */
  providerId: string | null;
  /** Whether the provider no longer sent it at the sign-in before this one. */
  missing: boolean;
  /** Whether the provider sent something in its place that cannot be used. */
  unusable?: boolean;
  /**
   * Whether the person has disconnected the provider that it came from. The next provider that sends it takes it over.
   */
  disconnected: boolean;
}

/** A live grant, and whether an account needs the attribute that it covers. */
export interface StoredGrant extends LiveGrant {
  mandatory: boolean;
  /**
   * Whether its purpose has been archived, or no longer asks for the attribute. What is stored stays, but is no longer
   * collected: a later sign-in does not change it.
   */
  dropped?: boolean;
}

/** What a person with an account has decided so far, and what is stored about them. */
export interface ConsentState {
  /** The latest decision about each attribute of each purpose. */
  decisions: readonly PastDecision[];
  /** The grants that are live now. */
  grants: readonly StoredGrant[];
  values: readonly StoredValue[];
  /** Purpose id → its published versions that ask something of people who decided before, oldest first. */
  asking: ReadonlyMap<string, readonly AskingVersion[]>;
}

/** "provider-wins": each sign-in refreshes what is stored. "first-sign-in": what is stored stays. */
export type SyncPolicy = "provider-wins" | "first-sign-in";

export interface SigningIn {
  providerId: string;
  syncPolicy: SyncPolicy;
  /** Attributes that follow another policy than the provider's. */
  exceptions?: ReadonlyMap<string, SyncPolicy>;
  /** Attributes for which it sent something unusable. Their stored values stay. */
  unusable?: ReadonlySet<string>;
}

/** The sync policy for one attribute. */
export const syncPolicyFor = (attribute: string, { syncPolicy, exceptions }: SigningIn): SyncPolicy =>
  exceptions?.get(attribute) ?? syncPolicy;

/**
 * Why an item is asked again. "new": the person never decided on it. "required": it was optional, or refused although
 * it is mandatory. "changed": the terms or the legal basis changed, or there is a recipient that they did not agree to.
 * "expired": they agreed, and the grant has expired.
 */
export type AskReason = "new" | "required" | "changed" | "expired";

/**
 * Why a person with an account is asked about an item, or null if they are not. An earlier refusal of an optional item
 * holds until all of the purpose is asked again. So does "not sent": people can agree to it in My data.
 */
export function reasonToAsk(
  version: PurposeVersion,
  asked: PurposeAttribute,
  consentState: ConsentState,
): AskReason | null {
  const { purposeId } = version;
  const past = decisionOn(asked.key, purposeId, consentState);
  if (past === undefined) return "new";
  const live = consentState.grants.some((grant) => grant.purposeId === purposeId && grant.attribute === asked.key);
  // First, because nothing covers the value any more: the question is due even if other terms have changed too.
  if (past.state === "granted" && !live) return "expired";
  // From or to consent: people are asked, or told, before it is kept on the other basis.
  if (basisIn(past.version, asked.key) !== asked.basis) return "changed";
  // Earlier they were not told of an item that was not sent then, and only what was shown is stored.
  if ((version.basis.kind === "notice" || asked.basis) && past.state !== "granted") return "new";
  if (asked.mandatory && !isMandatory(asked.key, past.version)) return "required";
  if (consentState.asking.get(purposeId)?.some(({ asksAll, number }) => asksAll && number > past.version.number)) {
    return "changed";
  }
  if (past.state === "granted" && widens(past.version, version)) return "changed";
  return past.state !== "granted" && asked.mandatory ? "required" : null;
}

/**
 * Until when the question can be put off; null if it is due. The first version that asked it sets the date. A later
 * version moves the date only if its terms are new (it asks everything again, or adds a recipient), and only to an
 * earlier day, because its new terms can wait only until its own date. A grant that has expired cannot wait.
 */
export function canWaitUntil(
  version: PurposeVersion,
  asked: PurposeAttribute,
  because: AskReason,
  { consentState, now }: { consentState: ConsentState; now: Date },
): Date | null {
  if (because === "expired") return null;
  const { purposeId } = version;
  const past = decisionOn(asked.key, purposeId, consentState);
  const since = (past?.version ?? newestDecidedVersion(purposeId, consentState))?.number ?? 0;
  const wasMandatory = past !== undefined && isMandatory(asked.key, past.version);
  const wasBasis = past && basisIn(past.version, asked.key);
  const hasNewTerms = (asks: AskingVersion) =>
    asks.asksAll || (past?.state === "granted" && widens(past.version, asks));
  const asking = (consentState.asking.get(purposeId) ?? []).filter((asks) => {
    const then = asks.attributes.find(({ key }) => key === asked.key);
    if (!then || asks.number <= since) return false;
    return past === undefined || hasNewTerms(asks) || (then.mandatory && !wasMandatory) || then.basis !== wasBasis;
  });
  const dates = asking.filter((asks, index) => index === 0 || hasNewTerms(asks)).map(({ askFrom }) => askFrom ?? now);
  const soonest = dates.sort((a, b) => a.getTime() - b.getTime())[0];
  return soonest && soonest > now ? soonest : null;
}

const decisionOn = (attribute: string, purposeId: string, { decisions }: ConsentState) =>
  decisions.find((decision) => decision.attribute === attribute && decision.version.purposeId === purposeId);

const isMandatory = (attribute: string, { attributes }: PurposeVersion) =>
  attributes.some(({ key, mandatory }) => key === attribute && mandatory);

const basisIn = ({ attributes }: PurposeVersion, attribute: string) =>
  attributes.find(({ key }) => key === attribute)?.basis;

/** The newest version of a purpose that the person has decided on. */
export function newestDecidedVersion(purposeId: string, { decisions }: ConsentState): PurposeVersion | undefined {
  const decided = decisions.map(({ version }) => version).filter((version) => version.purposeId === purposeId);
  return decided.sort((a, b) => b.number - a.number)[0];
}

/**
 * Whether a sign-in may change a stored value. It may not change what the person entered or what another connected
 * provider sent. So the provider that sent a value first keeps it; once that one is disconnected, the next one takes
 * over if the policy is "provider-wins". A default says nothing about the person, so under that policy any provider
 * replaces it.
 */
export function mayUpdate(held: StoredValue, signingIn: SigningIn): boolean {
  if (held.source === "self") return false;
  if (held.source === "default") return syncPolicyFor(held.attribute, signingIn) === "provider-wins";
  if (held.providerId === signingIn.providerId) return true;
  return held.disconnected && syncPolicyFor(held.attribute, signingIn) === "provider-wins";
}

/**
 * The value that was sent, or undefined. "Verified" is about the address that came with it, and says nothing about one
 * that came from elsewhere.
 */
export function sentValue(
  key: string,
  sent: Values,
  held: readonly StoredValue[],
  signingIn: SigningIn,
): string | undefined {
  const about = vouchedFor.find(([flag]) => flag === key)?.[1];
  const address = held.find(({ attribute }) => attribute === about);
  if (address && !mayUpdate(address, signingIn)) return undefined;
  return Object.hasOwn(sent, key) ? sent[key] || undefined : undefined;
}

/**
 * The value that is offered to a person with an account: what would be stored if they agree. What they entered, and
 * what another provider sent, keeps its source. Under the policy "first-sign-in" what is stored stays.
 */
export function valueToOffer(
  key: string,
  sent: Values,
  { values }: ConsentState,
  signingIn: SigningIn,
): { value: string; source: ValueSource } | undefined {
  const held = values.find(({ attribute }) => attribute === key);
  if (held && (syncPolicyFor(key, signingIn) === "first-sign-in" || !mayUpdate(held, signingIn))) return held;
  const value = sentValue(key, sent, values, signingIn);
  return value ? { value, source: "provider" } : held;
}
