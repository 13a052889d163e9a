import type { Values } from "./claim-mapping.ts";
import type { LiveGrant } from "./grants.ts";
import { isMaterialChange, type PurposeAttribute, type PurposeVersion } from "./purpose.ts";

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
  /** Purpose id → number of its newest published version that is marked material. */
  material: ReadonlyMap<string, number>;
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
 * the purpose changes materially; so does "not sent", which is granted in My data when the person wants it.
 */
export function reasonToAsk(version: PurposeVersion, asked: PurposeAttribute, standing: Standing): AskReason | null {
  const { purposeId } = version;
  const past = standing.decisions.find((d) => d.attribute === asked.key && d.version.purposeId === purposeId);
  if (past === undefined) return "new";
  const before = past.version.attributes.find(({ key }) => key === asked.key);
  if (asked.mandatory && before?.mandatory !== true) return "required";
  if (onOtherTerms(past.version, version, standing)) return "changed";
  const live = standing.grants.some((grant) => grant.purposeId === purposeId && grant.attribute === asked.key);
  if (past.state === "granted") return live ? null : "expired";
  return asked.mandatory ? "required" : null;
}

/**
 * Marked material since, and not only because of what is asked besides: a new attribute, or one that became mandatory,
 * is asked for itself and leaves the rest as it was agreed.
 */
function onOtherTerms(before: PurposeVersion, now: PurposeVersion, { material }: Standing): boolean {
  if (before.number >= (material.get(now.purposeId) ?? 0)) return false;
  return !isMaterialChange(before, now) || wordsOf(before) !== wordsOf(now);
}

function wordsOf({ texts, retention, legalNote }: PurposeVersion): string {
  const languages = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
  const words = languages.map(([language, { name, description, details }]) => [language, name, description, details]);
  return JSON.stringify([words, retention.kind, retention.kind === "days" ? retention.days : null, legalNote]);
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
