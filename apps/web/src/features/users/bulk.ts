/** The actions on several accounts at once. Closing cannot be undone, so accounts are closed one by one. */
export const bulkActions = ["suspend", "restore", "end-sessions"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** At most one page of the list; each account is changed separately. */
export const bulkLimit = 25;

export interface BulkAccount {
  readonly status: "active" | "suspended" | "closed";
  /** The number of its sessions. */
  readonly sessions: number;
  /** Whether it is the administrator's own account. */
  readonly own: boolean;
}

/**
 * The state of an account before or after a bulk action: to do, done, or impossible, because it is closed or the
 * administrator's own. The page reads it again afterwards, so that it reports what is true.
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
