import { asc, eq } from "drizzle-orm";
import { appendEvent, eventActor, type Actor } from "../audit/events.ts";
import { lockPurposes } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { identityProvider } from "../schema/identity-provider.ts";

/** Swaps a provider with its neighbour on the sign-in page; at the end of the list nothing moves. */
export async function moveProvider(
  executor: Executor,
  providerId: string,
  direction: "up" | "down",
  by: Actor,
): Promise<{ ok: true } | { ok: false; code: "not-found" }> {
  return executor.transaction(async (tx) => {
    await lockPurposes(tx);
    const order = await tx
      .select({ id: identityProvider.id, position: identityProvider.position })
      .from(identityProvider)
      .orderBy(asc(identityProvider.position), asc(identityProvider.id));
    const from = order.findIndex(({ id }) => id === providerId);
    if (from < 0) return { ok: false, code: "not-found" };
    const to = direction === "up" ? from - 1 : from + 1;
    const [moved, other] = [order[from], order[to]];
    if (moved === undefined || other === undefined) return { ok: true };
    order[from] = other;
    order[to] = moved;
    // Numbering all again also repairs equal positions. The order is not part of what administrators edit, so the
    // revision stays.
    for (const [index, { id, position }] of order.entries()) {
      if (position === index + 1) continue;
      await tx
        .update(identityProvider)
        .set({ position: index + 1 })
        .where(eq(identityProvider.id, id));
    }
    await appendEvent(tx, { type: "provider-moved", actor: eventActor(by), providerId, details: { direction } });
    return { ok: true };
  });
}
