import { desc, eq, sql } from "drizzle-orm";
import { deciding } from "../provisioning/deciding.ts";
import { endGrantBatch } from "../provisioning/end-with-purpose.ts";
import { expireWithin, peopleWithExpired } from "../provisioning/expire.ts";
import { lock } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { type Removed, type RemovedKind, retentionRun } from "../schema/retention-run.ts";

export interface RetentionOptions {
  /** Days for which single anonymous refusals are kept. */
  readonly refusalDays: number;
  /** Days for which the addresses of administrators are kept in the audit log. */
  readonly addressDays?: number;
  /** Rows, or people, for each transaction. */
  readonly batch?: number;
}

export interface RetentionRun {
  readonly startedAt: Date;
  /** Null while it runs, or if it was interrupted; the next run then continues it. */
  readonly finishedAt: Date | null;
  readonly removed: Removed;
}

/**
 * Removes what has expired, one batch per transaction, so that the next run can continue an interrupted one. Null if
 * another instance is running it: a run that was touched within ten minutes counts as running. The advisory lock is
 * held only while a run begins, because holding it longer would need a separate connection.
 */
export async function runRetention(
  database: Database,
  { refusalDays, addressDays = 180, batch = 100 }: RetentionOptions,
): Promise<RetentionRun | null> {
  const { orm } = database;
  const runId = await begin(orm);
  if (runId === null) return null;
  const oldAddress = sql`at < now() - make_interval(days => ${addressDays}::int)`;
  const steps = [
    (tx: Executor) => expireSome(tx, batch),
    // Continues an archiving of a purpose that was interrupted.
    async (tx: Executor): Promise<Removed> => ({ ...(await endGrantBatch(tx, batch)) }),
    (tx: Executor) => removeSome(tx, "sessions", sql`session`, sql`token_hash`, sql`expires_at < now()`, batch),
    (tx: Executor) => removeSome(tx, "keys", sql`one_use_key`, sql`key_hash`, sql`expires_at < now()`, batch),
    (tx: Executor) => removeSome(tx, "setupLinks", sql`setup_link`, sql`token_hash`, sql`expires_at < now()`, batch),
    (tx: Executor) =>
      removeSome(tx, "invitations", sql`administrator_invitation`, sql`id`, sql`expires_at < now()`, batch),
    (tx: Executor) => removeSome(tx, "attempts", sql`sign_in_attempt`, sql`key_hash`, sql`expires_at < now()`, batch),
    (tx: Executor) => removeSome(tx, "oidcItems", sql`oidc_item`, sql`id_hash`, sql`expires_at < now()`, batch),
    // Their tokens may come back as `id_token_hint` for as long as a refresh token lives, which is thirty days.
    (tx: Executor) =>
      removeSome(tx, "oidcKeys", sql`oidc_key`, sql`id`, sql`retired_at < now() - interval '31 days'`, batch),
    (tx: Executor) => removeSome(tx, "addresses", sql`event_address`, sql`event_id`, oldAddress, batch),
    (tx: Executor) => removeRefusals(tx, refusalDays, batch),
  ];
  for (const step of steps) {
    while (await deciding(database, async (tx) => note(tx, runId, await step(tx))));
  }
  const [done] = await orm
    .update(retentionRun)
    .set({ finishedAt: sql`now()` })
    .where(eq(retentionRun.id, runId))
    .returning(columns);
  return done ?? null;
}

/** The newest runs first. */
export async function latestRuns(executor: Executor, limit: number): Promise<RetentionRun[]> {
  return executor.select(columns).from(retentionRun).orderBy(desc(retentionRun.startedAt)).limit(limit);
}

const { startedAt, finishedAt, removed } = retentionRun;
const columns = { startedAt, finishedAt, removed };

/**
 * The id of an interrupted run to continue, or of a new one; null if one is running. Runs older than ninety days are
 * deleted.
 */
async function begin(orm: Executor): Promise<string | null> {
  return orm.transaction(async (tx) => {
    await lock(tx, "retention");
    const [open] = await tx.execute<{ id: string; isAlive: boolean }>(sql`
      select id, touched_at > now() - interval '10 minutes' as "isAlive" from retention_run
      where finished_at is null order by started_at desc limit 1`);
    if (open?.isAlive) return null;
    await tx.execute(sql`delete from retention_run where started_at < now() - interval '90 days'`);
    const mine = open
      ? await tx
          .update(retentionRun)
          .set({ touchedAt: sql`now()` })
          .where(eq(retentionRun.id, open.id))
          .returning()
      : await tx.insert(retentionRun).values({}).returning();
    return mine[0]?.id ?? null;
  });
}

/** Adds what a batch removed to the run. Returns false if nothing was left. */
async function note(tx: Executor, runId: string, batch: Removed): Promise<boolean> {
  const kinds = Object.entries(batch) as [RemovedKind, number][];
  if (kinds.every(([, count]) => count === 0)) return false;
  const [run] = await tx.select(columns).from(retentionRun).where(eq(retentionRun.id, runId)).for("update");
  const total: Partial<Record<RemovedKind, number>> = { ...run?.removed };
  for (const [kind, count] of kinds) if (count > 0) total[kind] = (total[kind] ?? 0) + count;
  await tx
    .update(retentionRun)
    .set({ removed: total, touchedAt: sql`now()` })
    .where(eq(retentionRun.id, runId));
  return true;
}

async function expireSome(tx: Executor, limit: number): Promise<Removed> {
  let [grants, values] = [0, 0];
  for (const userId of await peopleWithExpired(tx, limit)) {
    const expired = await expireWithin(tx, userId);
    grants += expired.grants;
    values += expired.values;
  }
  return { grants, values };
}

/** Through the database's own function, because the app's role may lack the right to delete events: see app-role.ts. */
async function removeRefusals(tx: Executor, days: number, limit: number): Promise<Removed> {
  const [gone] = await tx.execute<{ count: number }>(sql`select remove_refusals(${days}::int, ${limit}::int) as count`);
  return { refusals: gone?.count ?? 0 };
}

type Sql = ReturnType<typeof sql>;

async function removeSome(
  tx: Executor,
  kind: RemovedKind,
  table: Sql,
  key: Sql,
  condition: Sql,
  limit: number,
): Promise<Removed> {
  const gone = await tx.execute(sql`
    delete from ${table} where ${key} in (select ${key} from ${table} where ${condition} limit ${limit}) returning 1`);
  return { [kind]: gone.length };
}
