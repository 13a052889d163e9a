import { type GrantForRelease, grantsNaming } from "./release.ts";

/** Why an application may or may not process a detail for a purpose. */
export type ProcessingReason =
  | "granted"
  /** Nothing was agreed to, it was withdrawn or has ended, or the account is not active. The application is not told which. */
  | "no-live-grant"
  /** The version that the person agreed to does not name this application. */
  | "not-named"
  /** The version that the person agreed to names it, the current one does not. */
  | "no-longer-named";

export interface ProcessingDecision<Grant extends GrantForRelease = GrantForRelease> {
  readonly reason: ProcessingReason;
  /** What allows it; null unless the reason is "granted". */
  readonly grant: Grant | null;
}

export interface ProcessingQuestion<Grant extends GrantForRelease = GrantForRelease> {
  readonly applicationId: string;
  readonly purposeId: string;
  readonly attribute: string;
  /** The grants of one person. */
  readonly grants: readonly Grant[];
  readonly now: Date;
}

/**
 * Whether an application may process one detail of a person for one purpose at this moment: the rule of `release`, for a
 * program that has the value already. A grant of another purpose does not help.
 */
export function mayProcess<Grant extends GrantForRelease>({
  applicationId,
  purposeId,
  attribute,
  grants,
  now,
}: ProcessingQuestion<Grant>): ProcessingDecision<Grant> {
  const asked = grants.filter((grant) => grant.purposeId === purposeId && grant.attribute === attribute);
  const { live, agreed, named } = grantsNaming(asked, applicationId, now);
  const [grant] = named;
  if (grant !== undefined) return { reason: "granted", grant };
  if (live.length === 0) return { reason: "no-live-grant", grant: null };
  return { reason: agreed.length === 0 ? "not-named" : "no-longer-named", grant: null };
}
