import type { ReceiptActor } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import { appendEvent } from "./events.ts";
import { removeIdentity } from "../users/identities.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { deciding } from "../provisioning/deciding.ts";
import { type EndedGrant, endedColumns, insertEnding, theSystem } from "../provisioning/ending-receipt.ts";
import { thePerson } from "../provisioning/later-receipt.ts";
import { eraseUncovered } from "../provisioning/value-writing.ts";

/** One erasure, by pseudonym and ids: enough to repeat it in a restored backup, without a value. */
export interface Erasure {
  /** ISO 8601, by the database clock. */
  readonly at: string;
  readonly pseudonym: string;
  /** Null: the whole account was closed. With `providerId`: it was disconnected from that provider. */
  readonly item: ErasedItem | { readonly providerId: string } | null;
  /** Who did it. Missing in lists from before it was kept: the person, who withdrew or closed. */
  readonly actor?: ReceiptActor | undefined;
}

interface ErasedItem {
  readonly purposeId: string;
  readonly attribute: string;
  /** It was not withdrawn: the organisation ended the purpose, or stopped asking for the attribute. */
  readonly withPurpose?: boolean | undefined;
}

/**
 * All withdrawals, later denials, grants that ended with their purpose, disconnections and closed accounts since then,
 * oldest first.
 */
export async function erasuresSince(executor: Executor, since: Date): Promise<Erasure[]> {
  type Row = { at: Date; pseudonym: string; purposeId: string | null; attribute: string; provider: string | null };
  const rows = await executor.execute<Row & { withPurpose: boolean; actor: ReceiptActor }>(sql`
    select e.at, e.pseudonym, null as "purposeId", '' as attribute,
      case when e.type = 'identity-disconnected' then e.provider_id::text end as provider, false as "withPurpose",
      coalesce(r.snapshot -> 'actor', jsonb_build_object('kind', e.actor_kind, 'channel', null)) as actor
    from event e left join receipt r on r.id = e.receipt_id
    where e.type in ('closed', 'identity-disconnected') and e.at >= ${since}::timestamptz
    union all
    select r.decided_at, r.pseudonym, v.purpose_id::text, i.attribute_key, null, false,
      coalesce(r.snapshot -> 'actor', jsonb_build_object('kind',
        case when r.collection_method = 'on-request' then 'administrator' else 'person' end, 'channel', null))
    from receipt r
    join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
    where i.state = 'denied' and r.decided_at >= ${since}::timestamptz
    union all
    select g.ended_at, u.pseudonym, g.purpose_id::text, g.attribute_key, null, true,
      jsonb_build_object('kind', 'system', 'channel', null)
    from consent_grant g
    join users u on u.id = g.user_id
    where g.end_reason = 'purpose-ended' and g.ended_at >= ${since}::timestamptz
    order by 1`);
  return rows.map(({ at, pseudonym, purposeId, attribute, provider, withPurpose, actor }) => ({
    ...{ at: new Date(at).toISOString(), pseudonym, actor },
    item: provider ? { providerId: provider } : purposeId === null ? null : { purposeId, attribute, withPurpose },
  }));
}

/**
 * Repeats, in a restored backup, the erasures that were made after it, each with a receipt of its kind that says who did
 * it then. Can be run twice. Returns how much it erased.
 */
export async function replayErasures(
  database: Database,
  erasures: readonly Erasure[],
): Promise<{ readonly accounts: number; readonly values: number; readonly identities: number }> {
  let [accounts, values, identities] = [0, 0, 0];
  for (const { at, pseudonym, item, actor = thePerson } of erasures) {
    const [user] = await database.orm.execute<{ id: string }>(
      sql`select id from users where pseudonym = ${pseudonym}::uuid`,
    );
    if (user === undefined) continue;
    const about = { userId: user.id, at };
    if (item === null) accounts += (await closeAccount(database, { userId: user.id, again: { actor } })).ok ? 1 : 0;
    else if ("providerId" in item)
      identities += await database.orm.transaction((tx) => disconnectAgain(tx, { ...about, ...item }));
    else values += await deciding(database, (tx) => endAgain(tx, { ...about, ...item, actor }));
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

interface EndedBefore extends ErasedItem {
  readonly userId: string;
  readonly at: string;
  readonly actor: ReceiptActor;
}

/** Keeps what was granted again after it had ended. */
async function endAgain(tx: Executor, before: EndedBefore): Promise<number> {
  const { userId, at, purposeId, attribute, withPurpose, actor } = before;
  const pseudonym = (await lockPerson(tx, userId))?.pseudonym ?? null;
  const ended = await tx.execute<EndedGrant>(sql`
    update consent_grant set ended_at = greatest(now(), granted_at),
      end_reason = ${withPurpose ? "purpose-ended" : "withdrawn"}
    where user_id = ${userId} and purpose_id = ${purposeId} and attribute_key = ${attribute}
      and ended_at is null and granted_at <= ${at}::timestamptz returning ${endedColumns}`);
  if (ended.length === 0) return 0;
  const receipt = await insertEnding(tx, {
    ...{ pseudonym, grants: ended, collectionMethod: "restored" },
    ...(withPurpose ? { kind: "purpose-end", actor: theSystem } : { kind: "withdrawal", actor }),
  });
  const erased = await eraseUncovered(tx, userId);
  await appendEvent(tx, {
    ...{ actor: "system", pseudonym, purposeId, receiptId: receipt?.id ?? null },
    ...(withPurpose
      ? { type: "purpose-withdrawn", details: { grants: ended.length, erased, replayed: true } }
      : { type: "withdrawn", details: { attribute, erased, replayed: true } }),
  });
  return erased;
}
