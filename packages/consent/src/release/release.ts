import { isLive } from "../evaluate/grants.ts";
import type { PurposeVersion, Recipients } from "../purpose/purpose.ts";

/**
 * A live grant with the recipients of its purpose: in the version that the person agreed to, and in the current one.
 */
export interface GrantForRelease {
  purposeId: string;
  attribute: string;
  /** Null: until it is withdrawn. */
  expiresAt: Date | null;
  agreed: Recipients;
  /** Null if the purpose is no longer asked; its grants last until they are withdrawn or end. */
  current: Recipients | null;
}

export interface StoredAttribute {
  attribute: string;
  value: string;
}

/** Why an attribute is or is not released to an application. */
export type ReleaseReason =
  | "released"
  /** Nothing is stored. */
  | "no-value"
  /** No live grant covers it. */
  | "no-grant"
  /** Granted, for purposes that do not name this application. */
  | "not-named"
  /** The version that the person agreed to names it, the current one does not. */
  | "no-longer-named"
  /** The application did not ask for it. */
  | "not-asked";

export interface ReleaseDecision {
  attribute: string;
  reason: ReleaseReason;
  /** Null unless released. */
  value: string | null;
  /** The purposes that allow it. */
  purposes: readonly string[];
}

export interface ReleaseRequest {
  applicationId: string;
  /** Attribute keys that the application requested, by scope or by claim. */
  asked: ReadonlySet<string>;
  grants: readonly GrantForRelease[];
  stored: readonly StoredAttribute[];
  now: Date;
}

/**
 * What an application gets about a person now, and why not the rest: one decision for each attribute that is requested
 * or stored. A value is released only if a live grant covers it whose purpose names the application, both in the
 * version that the person agreed to and in the current one: adding a recipient needs a new agreement, removing one does
 * not.
 */
export function release({ applicationId, asked, grants, stored, now }: ReleaseRequest): readonly ReleaseDecision[] {
  const values = new Map(stored.map(({ attribute, value }) => [attribute, value]));
  return [...new Set([...asked, ...values.keys()])].sort().map((attribute) => {
    const asking = grants.filter((grant) => grant.attribute === attribute);
    const { live, agreed, named } = grantsNaming(asking, applicationId, now);
    const value = values.get(attribute) ?? null;
    const because = (reason: ReleaseReason): ReleaseDecision => ({ attribute, reason, value: null, purposes: [] });
    if (live.length === 0) return because("no-grant");
    if (agreed.length === 0) return because("not-named");
    if (named.length === 0) return because("no-longer-named");
    if (value === null) return because("no-value");
    if (!asked.has(attribute)) return because("not-asked");
    return { attribute, reason: "released", value, purposes: named.map(({ purposeId }) => purposeId) };
  });
}

/** Grants by how far they reach towards an application: each list is a part of the one before it. */
export interface GrantsByReach<Grant> {
  /** Grants in force. */
  readonly live: readonly Grant[];
  /** The version that the person agreed to names the application. */
  readonly agreed: readonly Grant[];
  /** The current version names it too, or the purpose is no longer asked. These allow something. */
  readonly named: readonly Grant[];
}

/** Which grants reach an application: the same rule for a release and for a question whether it may process. */
export function grantsNaming<Grant extends GrantForRelease>(
  grants: readonly Grant[],
  applicationId: string,
  now: Date,
): GrantsByReach<Grant> {
  const live = grants.filter((grant) => isLive(grant, now));
  const agreed = live.filter((grant) => namesApplication(grant.agreed, applicationId));
  const named = agreed.filter(({ current }) => current === null || namesApplication(current, applicationId));
  return { live, agreed, named };
}

/** Whether what is agreed to may be released to this application. */
export const namesApplication = ({ applications }: Recipients, applicationId: string): boolean =>
  applications.some(({ id }) => id === applicationId);

/**
 * Whether a purpose is asked of a person who signs in to `applicationId` (null: to Assent itself): the organisation's
 * purposes always, and those of this application. Purposes of other applications are never shown.
 */
export const isAskedThrough = (
  { recipients }: Pick<PurposeVersion, "recipients">,
  applicationId: string | null,
): boolean => recipients.organisation || (applicationId !== null && namesApplication(recipients, applicationId));
