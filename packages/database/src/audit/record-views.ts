import { and, asc, count, eq } from "drizzle-orm";
import { violates } from "../engine/database-error.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { recordView } from "../schema/record-view.ts";

export interface RecordView {
  readonly id: string;
  readonly name: string;
  /** The query of the address, without the question mark. */
  readonly search: string;
}

/** How many views one administrator can save. Finding one among more takes longer than filtering. */
export const maxViews = 20;

type Result<Code extends string> = { readonly ok: true } | { readonly ok: false; readonly code: Code };

/** The views of one administrator, by name. */
export async function listViews(executor: Executor, userId: string): Promise<RecordView[]> {
  const { id, name, search } = recordView;
  return executor.select({ id, name, search }).from(recordView).where(eq(recordView.userId, userId)).orderBy(asc(name));
}

/**
 * Saves a view. Errors: "name-taken" by another view of this user, "too-many". Locks the account, so that concurrent
 * calls are counted.
 */
export async function insertView(
  executor: Executor,
  userId: string,
  view: Omit<RecordView, "id">,
): Promise<Result<"name-taken" | "too-many">> {
  return unlessTaken(() =>
    executor.transaction<Result<"name-taken" | "too-many">>(async (tx) => {
      await lockPerson(tx, userId);
      const [kept] = await tx.select({ count: count() }).from(recordView).where(eq(recordView.userId, userId));
      if ((kept?.count ?? 0) >= maxViews) return { ok: false, code: "too-many" };
      await tx.insert(recordView).values({ ...view, userId });
      return { ok: true };
    }),
  );
}

/** Renames a view of this user. Errors: "name-taken", "not-found". */
export async function updateViewName(
  executor: Executor,
  userId: string,
  viewId: string,
  name: string,
): Promise<Result<"name-taken" | "not-found">> {
  return unlessTaken(async () => {
    const renamed = await executor.update(recordView).set({ name }).where(own(userId, viewId)).returning();
    return renamed.length > 0 ? { ok: true } : { ok: false, code: "not-found" };
  });
}

/** Deletes a view of this user; does nothing if it is already gone. */
export async function removeView(executor: Executor, userId: string, viewId: string): Promise<void> {
  await executor.delete(recordView).where(own(userId, viewId));
}

const own = (userId: string, viewId: string) => and(eq(recordView.userId, userId), eq(recordView.id, viewId));

async function unlessTaken<Code extends string>(
  write: () => Promise<Result<Code | "name-taken">>,
): Promise<Result<Code | "name-taken">> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, "record_view_name_unique")) return { ok: false, code: "name-taken" };
    throw error;
  }
}
