import { sql } from "drizzle-orm";
import { appendEvent } from "./events.ts";
import { lockPerson } from "./locks.ts";
import type { Executor } from "./orm.ts";
import { eraseUncovered } from "./value-writing.ts";

export interface Expired {
  readonly grants: number;
  readonly values: number;
}

/**
 * Ends the grants of this person that are past their purpose's duration, and erases what nothing covers any more. Within
 * a transaction. Time is the database's.
 */
export async function expireWithin(tx: Executor, userId: string): Promise<Expired> {
  const person = await lockPerson(tx, userId);
  const ended = await tx.execute(sql`
    update consent_grant set ended_at = greatest(now(), granted_at), end_reason = 'expired'
    where user_id = ${userId} and ended_at is null and expires_at <= now() returning id`);
  if (ended.length === 0) return { grants: 0, values: 0 };
  const values = await eraseUncovered(tx, userId);
  await appendEvent(tx, {
    type: "expired",
    actor: "system",
    pseudonym: person?.pseudonym ?? null,
    details: { grants: ended.length, erased: values },
  });
  return { grants: ended.length, values };
}

/** Some people with grants that are past their date, in the order in which others lock people too. */
export async function peopleWithExpired(executor: Executor, limit: number): Promise<string[]> {
  const rows = await executor.execute<{ userId: string }>(sql`
    select distinct user_id as "userId" from consent_grant
    where ended_at is null and expires_at <= now() order by 1 limit ${limit}`);
  return rows.map(({ userId }) => userId);
}
