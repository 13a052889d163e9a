import { sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { closedSubject } from "../provisioning/closed-subject.ts";
import { lock, lockPerson } from "../engine/locks.ts";
import { consumeKey, type PendingKey } from "../provisioning/one-use-keys.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";

export interface ConnectInput {
  readonly userId: string;
  readonly providerId: string;
  /** Of the provider at which the sign-in was found to be in order, issuer and conditions included. */
  readonly providerRevision: number;
  readonly subject: string;
  readonly pending: PendingKey;
}

/**
 * "ended": answered before, or too late. "changed": the provider was changed since. "connected": it is this account's
 * already. "another-here": this account has another identity at this provider. "taken": it is another account's, or that
 * of one that is closed.
 */
export type ConnectFailure =
  "ended" | "not-active" | "provider-disabled" | "changed" | "connected" | "another-here" | "taken";

export type ConnectResult = { readonly ok: true } | { readonly ok: false; readonly code: ConnectFailure };

class Refused extends Error {
  constructor(readonly code: ConnectFailure) {
    super(code);
  }
}

/**
 * Connects a second provider to an account: from now on its owner can come in through either. Nothing of what the
 * provider said is stored but the identifier. An identity belongs to one account: two accounts of one person stay two.
 */
export async function connectIdentity(database: Database, input: ConnectInput): Promise<ConnectResult> {
  const { userId, providerId, subject } = input;
  try {
    return await database.orm.transaction(async (tx) => {
      const pseudonym = await passGuards(tx, input);
      await tx.execute(sql`
        insert into federated_identity (user_id, provider_id, subject) values (${userId}, ${providerId}, ${subject})`);
      await appendEvent(tx, {
        type: "identity-connected",
        actor: { kind: "person", userId },
        pseudonym,
        providerId,
      });
      return { ok: true };
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code };
    throw error;
  }
}

async function passGuards(tx: Executor, input: ConnectInput): Promise<string> {
  const { userId, providerId, providerRevision, subject, pending } = input;
  if ((await tx.execute(consumeKey(pending))).length === 0) throw new Refused("ended");
  // In the order of provision.ts: an account that is being made with this identity is there when we look, or never.
  await lock(tx, "identity", `${providerId} ${subject}`);
  const person = await lockPerson(tx, userId);
  if (person?.status !== "active" || person.pseudonym === null) throw new Refused("not-active");
  const [provider] = await tx.execute<{ enabled: boolean; revision: number }>(sql`
    select enabled, revision from identity_provider where id = ${providerId} for share`);
  if (!provider?.enabled) throw new Refused("provider-disabled");
  if (provider.revision !== providerRevision) throw new Refused("changed");
  const known = await tx.execute<{ userId: string; same: boolean }>(sql`
    select user_id as "userId", subject in (${subject}, ${closedSubject(providerId, subject)}) as same
    from federated_identity where provider_id = ${providerId}
    and (user_id = ${userId} or subject in (${subject}, ${closedSubject(providerId, subject)}))`);
  const owner = known.find(({ same }) => same)?.userId;
  if (owner === userId) throw new Refused("connected");
  if (owner !== undefined) throw new Refused("taken");
  if (known.length > 0) throw new Refused("another-here");
  return person.pseudonym;
}

export type DisconnectResult =
  | { readonly ok: true; readonly sessions: number }
  | { readonly ok: false; readonly code: "not-connected" | "last" | "not-active" };

/**
 * Takes a provider away from an account: its identifier is deleted and the sessions that came through it end. Details that
 * came from it stay, for they were agreed to; the next provider that sends them takes them over. "last": nobody locks
 * themselves out, so another identity stays through which one can sign in today.
 */
export async function disconnectIdentity(
  database: Database,
  { userId, providerId }: { readonly userId: string; readonly providerId: string },
): Promise<DisconnectResult> {
  return database.orm.transaction<DisconnectResult>(async (tx) => {
    // Two tabs that disconnect one each come one after the other, and the second finds one left. The providers are held
    // too, so that the other way in is not being disabled at this moment.
    const person = await lockPerson(tx, userId);
    if (person?.status !== "active" || person.pseudonym === null) return { ok: false, code: "not-active" };
    const ways = await tx.execute<{ id: string; enabled: boolean }>(sql`
      select p.id, p.enabled from federated_identity f join identity_provider p on p.id = f.provider_id
      where f.user_id = ${userId} order by p.id for share of p`);
    if (!ways.some(({ id }) => id === providerId)) return { ok: false, code: "not-connected" };
    if (!ways.some(({ id, enabled }) => enabled && id !== providerId)) return { ok: false, code: "last" };
    const sessions = await removeIdentity(tx, { userId, providerId });
    await appendEvent(tx, {
      type: "identity-disconnected",
      actor: { kind: "person", userId },
      pseudonym: person.pseudonym,
      providerId,
      details: { sessions },
    });
    return { ok: true, sessions };
  });
}

/** Within a transaction that has locked the person. Returns how many sessions it ended. */
export async function removeIdentity(
  tx: Executor,
  { userId, providerId }: { readonly userId: string; readonly providerId: string },
): Promise<number> {
  const sessions = await tx.execute(sql`
    delete from session where user_id = ${userId} and provider_id = ${providerId} returning user_id`);
  await tx.execute(sql`delete from federated_identity where user_id = ${userId} and provider_id = ${providerId}`);
  return sessions.length;
}
