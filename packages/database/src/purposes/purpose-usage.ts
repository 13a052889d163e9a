import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

export interface PurposeUsage {
  /** Receipts that name it, whatever was decided. */
  readonly receipts: number;
  /** People who agree to at least one attribute of it today. */
  readonly people: number;
  /** People with an account who have decided on it. */
  readonly decided: number;
  /** People with an account, who would be asked a new purpose. */
  readonly known: number;
}

/** How much depends on a purpose. It can be deleted if no receipt names it. Zeroes for an unknown one. */
export async function purposeUsage(
  executor: Executor,
  purposeId: string,
  demonstration: { readonly demonstration?: boolean } = {},
): Promise<PurposeUsage> {
  const [usage] = await executor.execute<Record<keyof PurposeUsage, number>>(sql`
    select
      (select count(distinct i.receipt_id) from receipt_item i join purpose_version v on v.id = i.purpose_version_id
        where v.purpose_id = ${purposeId}) as receipts,
      (select count(distinct u.id) from users u join receipt r on r.pseudonym = u.pseudonym
        join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
        where v.purpose_id = ${purposeId} and u.status <> 'closed') as decided,
      (select count(*) from (${known(demonstration)}) k) as known,
      ${peopleAgreeing(sql`${purposeId}::uuid`)} as people`);
  return usage ?? { receipts: 0, people: 0, decided: 0, known: 0 };
}

/**
 * Whether any account exists whose owner would be asked a new purpose. In the demonstration the made-up administrator,
 * who signs in without being asked, does not count.
 */
export async function accountsExist(
  executor: Executor,
  demonstration: { readonly demonstration?: boolean } = {},
): Promise<boolean> {
  const [row] = await executor.execute<{ some: boolean }>(sql`select exists (${known(demonstration)}) as some`);
  return row?.some ?? false;
}

function known({ demonstration = false }: { readonly demonstration?: boolean }): SQL {
  const decided = sql`exists (select from receipt r join receipt_item i on i.receipt_id = r.id
    where r.pseudonym = u.pseudonym)`;
  return sql`select from users u where u.status <> 'closed'
    and (not ${demonstration}::boolean or u.role = 'person' or ${decided})`;
}

/** The number of people who agree to at least one attribute of the purpose today. */
export function peopleAgreeing(purposeId: SQL): SQL {
  return sql`(select count(distinct g.user_id) from consent_grant g where g.purpose_id = ${purposeId}
    and g.ended_at is null and (g.expires_at is null or g.expires_at > now()))`;
}
