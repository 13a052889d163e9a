import { type SQL, sql } from "drizzle-orm";
import { type Actor, setupActor } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";

export interface PurposeUsage {
  /** Receipts that name it, with any decision. */
  readonly receipts: number;
  /** People who agree to at least one attribute of it today. */
  readonly people: number;
  /** People with an account who have decided on it. */
  readonly decided: number;
  /** People with an account, who would be asked a new purpose. */
  readonly known: number;
}

/** How much depends on a purpose. It can be deleted if no receipt names it. Zeroes for an unknown one. */
export async function purposeUsage(executor: Executor, purposeId: string): Promise<PurposeUsage> {
  const [usage] = await executor.execute<Record<keyof PurposeUsage, number>>(sql`
    select
      (select count(distinct i.receipt_id) from receipt_item i join purpose_version v on v.id = i.purpose_version_id
        where v.purpose_id = ${purposeId}) as receipts,
      (select count(distinct u.id) from users u join receipt r on r.pseudonym = u.pseudonym
        join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
        where v.purpose_id = ${purposeId} and u.status <> 'closed') as decided,
      (select count(*) from users where status <> 'closed') as known,
      ${peopleAgreeing(sql`${purposeId}::uuid`)} as people`);
  return usage ?? { receipts: 0, people: 0, decided: 0, known: 0 };
}

/** Whether anyone other than this person has an account, and would be asked a new purpose. */
export async function otherAccountsExist(executor: Executor, by: Actor): Promise<boolean> {
  const userId = by === setupActor ? null : by;
  const [row] = await executor.execute<{ some: boolean }>(sql`
    select exists (select from users where status <> 'closed' and id is distinct from ${userId}::uuid) as some`);
  return row?.some ?? false;
}

/** The number of people who agree to at least one attribute of the purpose today. */
export function peopleAgreeing(purposeId: SQL): SQL {
  return sql`(select count(distinct g.user_id) from consent_grant g where g.purpose_id = ${purposeId}
    and g.ended_at is null and (g.expires_at is null or g.expires_at > now()))`;
}
