import { sql } from "drizzle-orm";
import { appendEvent } from "./events.ts";
import { lockPerson } from "./locks.ts";
import type { Database } from "./open.ts";
import type { Executor } from "./orm.ts";
import { eraseUncovered } from "./value-writing.ts";
import { closeAccount } from "./withdraw.ts";

/** Something that was erased, by pseudonym and ids: enough to erase it again in a restored backup, and no value. */
export interface Erasure {
  /** ISO 8601, by the database clock. */
  readonly at: string;
  readonly pseudonym: string;
  /** Null: the whole account was closed. */
  readonly item: { readonly purposeId: string; readonly attribute: string } | null;
}

/** What was withdrawn, denied after it was granted, and closed since then, oldest first. */
export async function erasuresSince(executor: Executor, since: Date): Promise<Erasure[]> {
  const rows = await executor.execute<{ at: Date; pseudonym: string; purposeId: string | null; attribute: string }>(sql`
    select at, pseudonym, null as "purposeId", '' as attribute from event where type = 'closed' and at >= ${since}::timestamptz
    union all
    select r.decided_at, r.pseudonym, v.purpose_id::text, i.attribute_key from receipt r
    join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
    where i.state = 'denied' and r.decided_at >= ${since}::timestamptz
    order by 1`);
  return rows.map(({ at, pseudonym, purposeId, attribute }) => ({
    at: new Date(at).toISOString(),
    pseudonym,
    item: purposeId === null ? null : { purposeId, attribute },
  }));
}

/** Erases again, in a restored backup, what was erased after it was made. Can be run twice. Returns how much it erased. */
export async function replayErasures(
  database: Database,
  erasures: readonly Erasure[],
): Promise<{ readonly accounts: number; readonly values: number }> {
  let [accounts, values] = [0, 0];
  for (const { at, pseudonym, item } of erasures) {
    const [user] = await database.orm.execute<{ id: string }>(
      sql`select id from users where pseudonym = ${pseudonym}::uuid`,
    );
    if (user === undefined) continue;
    if (item === null) accounts += (await closeAccount(database, { userId: user.id })).ok ? 1 : 0;
    else values += await database.orm.transaction((tx) => withdrawAgain(tx, user.id, { at, ...item }));
  }
  return { accounts, values };
}

/** What was granted anew after the withdrawal stays. */
async function withdrawAgain(
  tx: Executor,
  userId: string,
  { at, purposeId, attribute }: { readonly at: string; readonly purposeId: string; readonly attribute: string },
): Promise<number> {
  const person = await lockPerson(tx, userId);
  const ended = await tx.execute(sql`
    update consent_grant set ended_at = greatest(now(), granted_at), end_reason = 'withdrawn'
    where user_id = ${userId} and purpose_id = ${purposeId} and attribute_key = ${attribute}
      and ended_at is null and granted_at <= ${at}::timestamptz returning id`);
  if (ended.length === 0) return 0;
  const erased = await eraseUncovered(tx, userId);
  const details = { attribute, erased, replayed: true };
  await appendEvent(tx, {
    type: "withdrawn",
    actor: "system",
    pseudonym: person?.pseudonym ?? null,
    purposeId,
    details,
  });
  return erased;
}
