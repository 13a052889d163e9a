import type { Values } from "../claims/claim-mapping.ts";
import { vouchedFor } from "../attribute/standard-attributes.ts";
import type { AgreedValue } from "./evaluate.ts";
import {
  type StoredGrant,
  syncPolicyFor,
  sentValue,
  type SigningIn,
  mayUpdate,
  type ConsentState,
} from "./consent-state.ts";

/** The effect of one decision while it lasts. `expiresAt` null: until it is withdrawn. */
export interface LiveGrant {
  purposeId: string;
  attribute: string;
  expiresAt: Date | null;
}

/** Attributes that may be stored now. A grant no longer counts at the instant it expires. */
export function coveredAttributes(grants: readonly LiveGrant[], now: Date): ReadonlySet<string> {
  return new Set(grants.filter((grant) => isLive(grant, now)).map((grant) => grant.attribute));
}

/**
 * The attributes whose value is erased when one grant of a purpose is withdrawn: the withdrawn one, unless another live
 * grant covers it. Withdrawing something that was never granted gives the same answer.
 */
export function erasedByWithdrawal(
  grants: readonly LiveGrant[],
  withdrawn: { purposeId: string; attribute: string },
  now: Date,
): readonly string[] {
  const left = grants.filter((g) => g.purposeId !== withdrawn.purposeId || g.attribute !== withdrawn.attribute);
  return coveredAttributes(left, now).has(withdrawn.attribute) ? [] : [withdrawn.attribute];
}

// An invalid date compares false to everything. Written this way round, it covers nothing.
export function isLive({ expiresAt }: LiveGrant, now: Date): boolean {
  return expiresAt === null || expiresAt.getTime() > now.getTime();
}

/** Attributes of live grants that their purpose still asks for. */
export const collectedAttributes = (grants: readonly StoredGrant[]): ReadonlySet<string> =>
  new Set(grants.flatMap(({ attribute, dropped }) => (dropped ? [] : attribute)));

/** What a sign-in does to the stored values of a person with an account. */
export interface Refresh {
  write: readonly AgreedValue[];
  /** Attributes whose value is erased because the provider no longer sends it. */
  clear: readonly string[];
  /** Attributes whose value is kept although the provider no longer sends it. */
  missing: readonly string[];
}

/**
 * Granted attributes that are still asked follow the provider, each by its policy; everything else that was sent is
 * dropped. What the
 * person entered, and what came from another connected provider, stays. What is no longer sent is erased under
 * "provider-wins", unless an account needs it; if something unusable was sent, the value stays. A default is replaced
 * by what is sent under "provider-wins", and otherwise stays as agreed. This never writes a default, because the
 * person has not seen it. Sorted by attribute key.
 */
export function refreshOf(consentState: ConsentState, sent: Values, signingIn: SigningIn): Refresh {
  const held = new Map(consentState.values.map((value) => [value.attribute, value]));
  const write: AgreedValue[] = [];
  const clear: string[] = [];
  const missing: string[] = [];
  const collected = collectedAttributes(consentState.grants);
  for (const attribute of [...collected].sort()) {
    const value = sentValue(attribute, sent, consentState.values, signingIn);
    const stored = held.get(attribute);
    if (stored === undefined) {
      if (value !== undefined) write.push({ attribute, value, source: "provider" });
    } else if (stored.source === "provider" && stored.providerId === signingIn.providerId) {
      if (value === undefined && signingIn.unusable?.has(attribute)) continue;
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
  for (const [flag, about] of vouchedFor) {
    const address = write.find(({ attribute }) => attribute === about);
    const stored = held.get(flag);
    if (!address || address.value === held.get(about)?.value || write.some(({ attribute }) => attribute === flag))
      continue;
    if (stored?.source !== "provider" || !mayUpdate(stored, signingIn)) continue;
    // The stored flag vouches for the address that is replaced here, whatever its own policy says.
    const value = collected.has(flag) ? sentValue(flag, sent, consentState.values, signingIn) : undefined;
    if (value === undefined) clear.push(flag);
    else if (value !== stored.value) write.push({ attribute: flag, value, source: "provider" });
  }
  const cleared = [...new Set(clear)].sort();
  return {
    write: write.sort((a, b) => (a.attribute < b.attribute ? -1 : 1)),
    clear: cleared,
    missing: missing.filter((attribute) => !cleared.includes(attribute)),
  };
}

const isNeeded = (attribute: string, grants: readonly StoredGrant[]) =>
  grants.some((grant) => grant.attribute === attribute && grant.mandatory);
