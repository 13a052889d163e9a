import type { ValueSource } from "../attribute/attribute.ts";
import type { Values } from "../claims/claim-mapping.ts";
import type { LiveGrant } from "./grants.ts";
import type { AskingVersion, PurposeAttribute, PurposeVersion } from "../purpose/purpose.ts";
import { vouchedFor } from "../attribute/standard-attributes.ts";

/** What somebody decided last about one attribute of one purpose. A withdrawal is a denial. */
export interface PastDecision {
  attribute: string;
  state: "granted" | "denied" | "not-sent";
  /** As it was shown. */
  version: PurposeVersion;
}

export interface StoredValue {
  attribute: string;
  value: string;
  source: ValueSource;
  /** Null for what the person entered; of a default, the provider that said nothing. */
  providerId: string | null;
  /** Whether the provider had stopped sending it at the sign-in before. */
  missing: boolean;
  /** Whether the person has disconnected the provider it came from: the next one that sends it takes it over. */
  disconnected: boolean;
}

/** A live grant, and whether an account needs what it covers. */
export interface StoredGrant extends LiveGrant {
  mandatory: boolean;
}

/** How somebody stands who already has an account. */
export interface ConsentState {
  /** The latest one about each attribute of each purpose. */
  decisions: readonly PastDecision[];
  /** Those that are live now. */
  grants: readonly StoredGrant[];
  values: readonly StoredValue[];
  /** Purpose id → its published versions that ask something of those who decided before, oldest first. */
  asking: ReadonlyMap<string, readonly AskingVersion[]>;
}

/** "provider-wins": each sign-in refreshes. "first-sign-in": what is stored stays as it is. */
export type SyncPolicy = "provider-wins" | "first-sign-in";

export interface SigningIn {
  providerId: string;
  syncPolicy: SyncPolicy;
  /** Attributes that follow another policy than the provider's. */
  exceptions?: ReadonlyMap<string, SyncPolicy>;
}

/** The policy that holds for one attribute. */
export const syncPolicyFor = (attribute: string, { syncPolicy, exceptions }: SigningIn): SyncPolicy =>
  exceptions?.get(attribute) ?? syncPolicy;

/** "new": never decided. "required": was optional. "changed": on other terms. "expired": agreed to, and over. */
export type AskReason = "new" | "required" | "changed" | "expired";

/**
 * Why a known person is asked about an item, or null when they are not. An earlier no to what is optional stands, until
 * all of the purpose is asked again; so does "not sent", which is granted in My data when the person wants it.
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
  // Before anything else: nothing covers the value any more, so the question is due whatever else has changed.
  if (past.state === "granted" && !live) return "expired";
  // What was not sent then was not told with its value. Nothing is stored that was not shown before.
  if (version.basis.kind === "notice" && past.state !== "granted") return "new";
  if (asked.mandatory && !isMandatory(asked.key, past.version)) return "required";
  if (consentState.asking.get(purposeId)?.some(({ asksAll, number }) => asksAll && number > past.version.number)) {
    return "changed";
  }
  return past.state !== "granted" && asked.mandatory ? "required" : null;
}

/**
 * Until when the question can be put off; null: it is due. The first version that asked it sets the date, and a later one
 * moves it only when it asks all again, and only to sooner: those are new terms, which wait as long as they say. What the
 * person agreed to and is over cannot wait.
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
  const asking = (consentState.asking.get(purposeId) ?? []).filter(({ number, asksAll, attributes }) => {
    const then = attributes.find(({ key }) => key === asked.key);
    return then && number > since && (past === undefined || asksAll || (then.mandatory && !wasMandatory));
  });
  const dates = asking.filter(({ asksAll }, index) => index === 0 || asksAll).map(({ askFrom }) => askFrom ?? now);
  const soonest = dates.sort((a, b) => a.getTime() - b.getTime())[0];
  return soonest && soonest > now ? soonest : null;
}

const decisionOn = (attribute: string, purposeId: string, { decisions }: ConsentState) =>
  decisions.find((decision) => decision.attribute === attribute && decision.version.purposeId === purposeId);

const isMandatory = (attribute: string, { attributes }: PurposeVersion) =>
  attributes.some(({ key, mandatory }) => key === attribute && mandatory);

/** The newest version of a purpose that somebody has decided on. */
export function newestDecidedVersion(purposeId: string, { decisions }: ConsentState): PurposeVersion | undefined {
  const decided = decisions.map(({ version }) => version).filter((version) => version.purposeId === purposeId);
  return decided.sort((a, b) => b.number - a.number)[0];
}

/**
 * Whether a sign-in speaks of what is stored: what the person entered, and what another connected provider said, is not
 * its business. So whichever provider said something first goes on saying it; once that one is disconnected, the next one
 * takes over where the provider wins. A default is nobody's word about the person: any provider that says something
 * replaces it where it wins.
 */
export function mayUpdate(held: StoredValue, signingIn: SigningIn): boolean {
  if (held.source === "self") return false;
  if (held.source === "default") return syncPolicyFor(held.attribute, signingIn) === "provider-wins";
  if (held.providerId === signingIn.providerId) return true;
  return held.disconnected && syncPolicyFor(held.attribute, signingIn) === "provider-wins";
}

/** What was sent of an attribute. "Verified" speaks of the address beside it, and says nothing about one from elsewhere. */
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
 * The value that is offered to somebody who is known: what would be stored if they agree. What they entered stays what
 * they entered, what another provider said stays that, and by the policy "first-sign-in" of its attribute what is stored
 * stays too.
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
