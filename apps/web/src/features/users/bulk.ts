/** What can be done to several accounts at once. Closing is for good and stays one by one. */
export const bulkActions = ["suspend", "restore", "end-sessions"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** No more than a page of the list; each is an act of its own. */
export const bulkLimit = 25;

export interface BulkAccount {
  readonly status: "active" | "suspended" | "closed";
  /** In how many browsers somebody is signed in to it. */
  readonly sessions: number;
  /** Whether it is the account of whoever acts. */
  readonly own: boolean;
}

/**
 * Where an account stands before an act, and afterwards: it is to come, it is so already, or it can't be, because the
 * account is closed or one's own. The page asks this twice, so what it says was done is what is so.
 */
export function bulkStateOf(
  act: BulkAction,
  { status, sessions, own }: BulkAccount,
): "to-do" | "done" | "closed" | "own" {
  if (own) return "own";
  if (status === "closed") return "closed";
  const done = { suspend: status === "suspended", restore: status === "active", "end-sessions": sessions === 0 };
  return done[act] ? "done" : "to-do";
}
