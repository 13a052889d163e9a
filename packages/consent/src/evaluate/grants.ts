import type { Values } from "../claims/claim-mapping.ts";
import type { AgreedValue } from "./evaluate.ts";
import {
  type StoredGrant,
  syncPolicyFor,
  sentValue,
  type SigningIn,
  mayUpdate,
  type ConsentState,
} from "./consent-state.ts";

/** The live effect of one decision. `expiresAt` null: until it is withdrawn. */
export interface LiveGrant {
  purposeId: string;
  attribute: string;
  expiresAt: Date | null;
}

/** Attributes that may be held now. A grant no longer counts at the instant it expires. */
export function coveredAttributes(grants: readonly LiveGrant[], now: Date): ReadonlySet<string> {
  return new Set(grants.filter((grant) => isLive(grant, now)).map((grant) => grant.attribute));
}

/**
 * The attributes whose value goes when one purpose's grant is withdrawn: the withdrawn one, unless another live grant
 * covers it. Withdrawing what was never granted keeps nothing alive either.
 */
export function erasedByWithdrawal(
  grants: readonly LiveGrant[],
  withdrawn: { purposeId: string; attribute: string },
  now: Date,
): readonly string[] {
  const left = grants.filter((g) => g.purposeId !== withdrawn.purposeId || g.attribute !== withdrawn.attribute);
  return coveredAttributes(left, now).has(withdrawn.attribute) ? [] : [withdrawn.attribute];
}

// Written so that an invalid date, which compares false to everything, covers nothing.
function isLive({ expiresAt }: LiveGrant, now: Date): boolean {
  return expiresAt === null || expiresAt.getTime() > now.getTime();
}

/** What a sign-in does to the values of somebody who is known. */
export interface Refresh {
  write: readonly AgreedValue[];
  /** Attributes whose value goes, because the provider no longer sends it. */
  clear: readonly string[];
  /** Attributes whose value is kept although the provider no longer sends it. */
  missing: readonly string[];
}

/**
 * Granted attributes follow the provider, by the policy of each; everything else that was sent is dropped. What the person
 * entered, and what came from another provider that is connected, stays. What is no longer sent goes when the provider
 * wins, unless an account needs it. A default gives way to what is sent, where the provider wins, and otherwise stays as
 * it was agreed to; none is ever written here, since nobody saw it. By attribute key.
 */
export function refreshOf(consentState: ConsentState, sent: Values, signingIn: SigningIn): Refresh {
  const held = new Map(consentState.values.map((value) => [value.attribute, value]));
  const write: AgreedValue[] = [];
  const clear: string[] = [];
  const missing: string[] = [];
  for (const attribute of [...new Set(consentState.grants.map((grant) => grant.attribute))].sort()) {
    const value = sentValue(attribute, sent, consentState.values, signingIn);
    const stored = held.get(attribute);
    if (stored === undefined) {
      if (value !== undefined) write.push({ attribute, value, source: "provider" });
    } else if (stored.source === "provider" && stored.providerId === signingIn.providerId) {
      if (value === undefined) {
        const keeps =
          syncPolicyFor(attribute, signingIn) === "first-sign-in" || isNeeded(attribute, consentState.grants);
        (keeps ? missing : clear).push(attribute);
      } else if (syncPolicyFor(attribute, signingIn) === "provider-wins" && value !== stored.value) {
        write.push({ attribute, value, source: "provider" });
      }
    } else if (mayUpdate(stored, signingIn) && value !== undefined) {
      write.push({ attribute, value, source: "provider" });
    }
  }
  return { write, clear, missing };
}

const isNeeded = (attribute: string, grants: readonly StoredGrant[]) =>
  grants.some((grant) => grant.attribute === attribute && grant.mandatory);
