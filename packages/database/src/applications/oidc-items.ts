import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

/** The key of an item: the provider's model, and the SHA-256 of its id in hexadecimal. */
export interface ItemKey {
  readonly model: string;
  readonly idHash: string;
}

export interface StoredOidcItem {
  readonly payloadSealed: string;
  readonly consumedAt: Date | null;
  /** By the database clock. */
  readonly createdAt: Date;
}

/** Stores an item, or replaces it. `seconds`: how long it is valid, by the database clock. */
export async function saveItem(
  executor: Executor,
  {
    model,
    idHash,
    payloadSealed,
    grantHash,
    seconds,
  }: ItemKey & {
    readonly payloadSealed: string;
    readonly grantHash: string | null;
    readonly seconds: number;
  },
): Promise<void> {
  await executor.execute(sql`
    insert into oidc_item (model, id_hash, payload_sealed, grant_hash, expires_at)
    values (${model}, ${idHash}, ${payloadSealed}, ${grantHash}, now() + make_interval(secs => ${seconds}))
    on conflict (model, id_hash) do update set
      payload_sealed = excluded.payload_sealed, grant_hash = excluded.grant_hash, expires_at = excluded.expires_at`);
}

/** Stores an item that may exist only once, such as the id of a used assertion. Returns false if it already exists. */
export async function saveOnce(
  executor: Executor,
  { model, idHash, payloadSealed, seconds }: ItemKey & { readonly payloadSealed: string; readonly seconds: number },
): Promise<boolean> {
  const made = await executor.execute(sql`
    insert into oidc_item (model, id_hash, payload_sealed, expires_at)
    values (${model}, ${idHash}, ${payloadSealed}, now() + make_interval(secs => ${seconds}))
    on conflict (model, id_hash) do nothing returning 1`);
  return made.length === 1;
}

/** The item; null if it is unknown or has expired. */
export async function findItem(executor: Executor, { model, idHash }: ItemKey): Promise<StoredOidcItem | null> {
  const [found] = await executor.execute<{ payloadSealed: string; consumedAt: Date | null; createdAt: Date }>(sql`
    select payload_sealed as "payloadSealed", consumed_at as "consumedAt", created_at as "createdAt" from oidc_item
    where model = ${model} and id_hash = ${idHash} and expires_at > now()`);
  return found ?? null;
}

/** Uses up an item. Of concurrent calls exactly one returns true. */
export async function consumeItem(executor: Executor, { model, idHash }: ItemKey): Promise<boolean> {
  const consumed = await executor.execute(sql`
    update oidc_item set consumed_at = now()
    where model = ${model} and id_hash = ${idHash} and consumed_at is null returning 1`);
  return consumed.length === 1;
}

export async function removeItem(executor: Executor, { model, idHash }: ItemKey): Promise<void> {
  await executor.execute(sql`delete from oidc_item where model = ${model} and id_hash = ${idHash}`);
}

/** Deletes a code and everything that was issued for it. */
export async function removeItemsOfGrant(executor: Executor, grantHash: string): Promise<void> {
  await executor.execute(sql`delete from oidc_item where grant_hash = ${grantHash}`);
}
