import type { UserStatus } from "@assent/database/schema/users";

/** What the sealed cookie says. */
export interface RightsAccess {
  readonly userId: string;
  /** When they proved it to their provider, in milliseconds since 1970; null if it did not say. */
  readonly provedAt: number | null;
}

export interface AccessHolder {
  readonly id: string;
  /** Whether they proved who they are in the last ten minutes, for what cannot be taken back. */
  readonly isFresh: boolean;
}

/** Milliseconds. As long as a sign-in counts as fresh: packages/database/src/users/sessions.ts. */
const freshFor = 10 * 60_000;

/** Whom a browser may act for without a session. `status`: of the account now; null if it does not exist. */
export function accessOf(
  { userId, provedAt }: RightsAccess,
  status: UserStatus | null,
  now: number,
): AccessHolder | null {
  if (status === null || status === "closed") return null;
  return { id: userId, isFresh: provedAt !== null && now - provedAt < freshFor };
}
