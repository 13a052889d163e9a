import { sql } from "drizzle-orm";
import { actingAdministrator } from "./administration.ts";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";

export interface ClosedAccount {
  readonly id: string;
  /** Both are cut to the month. */
  readonly createdAt: Date;
  readonly closedAt: Date;
  /** The names of the providers whose sign-in it keeps out. */
  readonly providers: readonly string[];
}

/**
 * The closed account whose id begins with these eight hexadecimal digits, which its owner is shown when they try to sign
 * in; null if there is none, or more than one.
 */
export async function findClosedAccount(executor: Executor, beginning: string): Promise<ClosedAccount | null> {
  const [first, last] = [`${beginning}-0000-0000-0000-000000000000`, `${beginning}-ffff-ffff-ffff-ffffffffffff`];
  const rows = await executor.execute<ClosedAccount & Record<string, unknown>>(sql`
    select u.id, u.created_at as "createdAt", u.closed_at as "closedAt",
      (select coalesce(jsonb_agg(p.name order by p.position), '[]') from federated_identity f
        join identity_provider p on p.id = f.provider_id where f.user_id = u.id) as providers
    from users u where u.id between ${first}::uuid and ${last}::uuid and u.status = 'closed' limit 2`);
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

export type ReleaseResult = { readonly ok: true } | { readonly ok: false; readonly code: "not-allowed" | "changed" };

/**
 * Opens the way for a new account: deletes what stays of the sign-in identifiers of a closed account. A person who signs in with
 * them next is new here and asked like everyone. The closed account itself stays closed, and nothing leads to it.
 */
export async function releaseClosedAccount(
  database: Database,
  { userId, by }: { readonly userId: string; readonly by: string },
): Promise<ReleaseResult> {
  return database.orm.transaction<ReleaseResult>(async (tx) => {
    if ((await actingAdministrator(tx, by)) === null) return { ok: false, code: "not-allowed" };
    const person = await lockPerson(tx, userId);
    if (person?.status !== "closed") return { ok: false, code: "changed" };
    const gone = await tx.execute(sql`delete from federated_identity where user_id = ${userId} returning id`);
    if (gone.length === 0) return { ok: false, code: "changed" };
    await appendEvent(tx, {
      type: "sign-in-released",
      actor: { kind: "administrator", userId: by },
      details: { identities: gone.length, account: userId.slice(0, 8) },
    });
    return { ok: true };
  });
}
