import type { Values } from "./claim-mapping.ts";
import type { LiveGrant } from "./grants.ts";
import type { PurposeAttribute, PurposeVersion } from "./purpose.ts";

/** What somebody decided last about one attribute of one purpose. A withdrawal is a denial. */
export interface PastDecision {
  attribute: string;
  state: "granted" | "denied" | "not-sent";
  /** As it was shown. */
  version: PurposeVersion;
}

export interface HeldValue {
  attribute: string;
  value: string;
  source: "provider" | "self";
  /** Null for what the person entered. */
  providerId: string | null;
  /** Whether the provider had stopped sending it at the sign-in before. */
  missing: boolean;
}

/** A live grant, and whether an account needs what it covers. */
export interface HeldGrant extends LiveGrant {
  mandatory: boolean;
}

/** How somebody stands who already has an account. */
export interface Standing {
  /** The latest one about each attribute of each purpose. */
  decisions: readonly PastDecision[];
  /** Those that are live now. */
  grants: readonly HeldGrant[];
  values: readonly HeldValue[];
  /** Purpose id → number of its newest published version that asks everybody again about all of it. */
  asksAll: ReadonlyMap<string, number>;
}

/** "provider-wins": each sign-in refreshes. "first-sign-in": what is stored stays as it is. */
export type SyncPolicy = "provider-wins" | "first-sign-in";

export interface SigningIn {
  providerId: string;
  syncPolicy: SyncPolicy;
}

/** "new": never decided. "required": was optional. "changed": on other terms. "expired": agreed to, and over. */
export type AskReason = "new" | "required" | "changed" | "expired";

/**
 * Why a known person is asked about an item, or null when they are not. An earlier no to what is optional stands, until
 * all of the purpose is asked again; so does "not sent", which is granted in My data when the person wants it.
 */
export function reasonToAsk(version: PurposeVersion, asked: PurposeAttribute, standing: Standing): AskReason | null {
  const { purposeId } = version;
  const past = standing.decisions.find((d) => d.attribute === asked.key && d.version.purposeId === purposeId);
  if (past === undefined) return "new";
  const before = past.version.attributes.find(({ key }) => key === asked.key);
  if (asked.mandatory && before?.mandatory !== true) return "required";
  if (past.version.number < (standing.asksAll.get(purposeId) ?? 0)) return "changed";
  const live = standing.grants.some((grant) => grant.purposeId === purposeId && grant.attribute === asked.key);
  if (past.state === "granted") return live ? null : "expired";
  return asked.mandatory ? "required" : null;
}

/** Whether the question can still be put off. What the person agreed to and is over cannot: nothing covers it any more. */
export function canWait({ askFrom }: PurposeVersion, because: AskReason, now: Date): boolean {
  return because !== "expired" && askFrom !== null && askFrom.getTime() > now.getTime();
}

/**
 * The value that is offered to somebody who is known: what would be stored if they agree. What they entered stays what
 * they entered, and by the policy "first-sign-in" what is stored stays too.
 */
export function offeredValue(
  key: string,
  sent: Values,
  { values }: Standing,
  { syncPolicy }: SigningIn,
): { value: string; source: "provider" | "self" } | undefined {
  const held = values.find(({ attribute }) => attribute === key);
  if (held && (held.source === "self" || syncPolicy === "first-sign-in")) return held;
  const value = Object.hasOwn(sent, key) ? sent[key] : undefined;
  return value ? { value, source: "provider" } : held;
}
