import { sql } from "drizzle-orm";
import { appendEvent } from "./events.ts";
import { removeIdentity } from "../users/identities.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { eraseUncovered } from "../provisioning/value-writing.ts";
import { closeAccount } from "../provisioning/close-account.ts";

/** One erasure, by pseudonym and ids: enough to repeat it in a restored backup, without a value. */
export interface Erasure {
  /** ISO 8601, by the database clock. */
  readonly at: string;
  readonly pseudonym: string;
  /** Null: the whole account was closed. With `providerId`: it was disconnected from that provider. */
  readonly item: { readonly purposeId: string; readonly attribute: string } | { readonly providerId: string } | null;
}

/**
 * All withdrawals, later denials, grants that ended with their purpose, disconnections and closed accounts since then,
 * oldest first.
 */
export async function erasuresSince(executor: Executor, since: Date): Promise<Erasure[]> {
  type Row = { at: Date; pseudonym: string; purposeId: string | null; attribute: string; provider: string | null };
  const rows = await executor.execute<Row>(sql`
    select at, pseudonym, null as "purposeId", '' as attribute,
      case when type = 'identity-disconnected' then provider_id::text end as provider
    from event where type in ('closed', 'identity-disconnected') and at >= ${since}::timestamptz
    union all
    select r.decided_at, r.pseudonym, v.purpose_id::text, i.attribute_key, null from receipt r
    join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
    where i.state = 'denied' and r.decided_at >= ${since}::timestamptz
    union all
    select g.ended_at, u.pseudonym, g.purpose_id::text, g.attribute_key, null from consent_grant g
    join users u on u.id = g.user_id
    where g.end_reason = 'purpose-ended' and g.ended_at >= ${since}::timestamptz
    order by 1`);
  return rows.map(({ at, pseudonym, purposeId, attribute, provider }) => ({
    at: new Date(at).toISOString(),
    pseudonym,
    item: provider ? { providerId: provider } : purposeId === null ? null : { purposeId, attribute },
  }));
}

/**
 * Repeats, in a restored backup, the erasures that were made after it. Can be run twice. Returns how much it erased.
 */
export async function replayErasures(
  database: Database,
  erasures: readonly Erasure[],
): Promise<{ readonly accounts: number; readonly values: number; readonly identities: number }> {
  let [accounts, values, identities] = [0, 0, 0];
  for (const { at, pseudonym, item } of erasures) {
    const [user] = await database.orm.execute<{ id: string }>(
      sql`select id from users where pseudonym = ${pseudonym}::uuid`,
    );
    if (user === undefined) continue;
    const about = { userId: user.id, at };
    if (item === null) accounts += (await closeAccount(database, { userId: user.id, evenLast: true })).ok ? 1 : 0;
    else if ("providerId" in item)
      identities += await database.orm.transaction((tx) => disconnectAgain(tx, { ...about, ...item }));
    else values += await database.orm.transaction((tx) => withdrawAgain(tx, user.id, { at, ...item }));
  }
  return { accounts, values, identities };
}

/**
 * Keeps a provider that was connected again later, and the last one: a provider that replaced it is not in the backup.
 */
async function disconnectAgain(
  tx: Executor,
  { userId, at, providerId }: { readonly userId: string; readonly at: string; readonly providerId: string },
): Promise<number> {
  const person = await lockPerson(tx, userId);
  const left = await tx.execute<{ id: string; before: boolean }>(sql`
    select provider_id as id, created_at <= ${at}::timestamptz as before from federated_identity where user_id = ${userId}`);
  if (left.length < 2 || !left.some(({ id, before }) => id === providerId && before)) return 0;
  const sessions = await removeIdentity(tx, { userId, providerId });
  await appendEvent(tx, {
    type: "identity-disconnected",
    actor: "system",
    pseudonym: person?.pseudonym ?? null,
    providerId,
    details: { sessions, replayed: true },
  });
  return 1;
}

/** Keeps what was granted again after the withdrawal. */
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
