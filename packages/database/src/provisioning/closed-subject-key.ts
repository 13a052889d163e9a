import { eq, sql } from "drizzle-orm";
import { lock } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { closedSubjectKey } from "../schema/closed-subject-key.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { keyedClosedSubject, subjectToKeep } from "./closed-subject.ts";

export type ClosedSubjectKey = Pick<typeof closedSubjectKey.$inferSelect, "id" | "keySealed">;

/** The key of this installation. `make` gives the first one: its caller creates the id, because it is sealed for it. */
export async function closedSubjectKeyOf(executor: Executor, make: () => ClosedSubjectKey): Promise<ClosedSubjectKey> {
  const columns = { id: closedSubjectKey.id, keySealed: closedSubjectKey.keySealed };
  const [known] = await executor.select(columns).from(closedSubjectKey);
  if (known) return known;
  return executor.transaction(async (tx) => {
    await lock(tx, "closed-subject-key");
    const [meanwhile] = await tx.select(columns).from(closedSubjectKey);
    if (meanwhile) return meanwhile;
    const made = make();
    await tx.insert(closedSubjectKey).values(made);
    return made;
  });
}

/** Keys the hashes that earlier versions kept without a key. Needs the key to be in use. Again, it changes nothing. */
export async function keyClosedSubjects(executor: Executor): Promise<number> {
  const { id, providerId, subject } = federatedIdentity;
  const old = await executor
    .select({ id, providerId, subject })
    .from(federatedIdentity)
    .where(sql`${subject} ~ '^closed:[0-9a-f]{64}$'`);
  for (const row of old) {
    const next = keyedClosedSubject(row.subject);
    if (next === null) continue;
    const kept = await subjectToKeep(executor, row.providerId, next);
    await executor.update(federatedIdentity).set({ subject: kept }).where(eq(id, row.id));
  }
  return old.length;
}
