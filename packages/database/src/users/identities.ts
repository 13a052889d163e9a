import { sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { storedSubjects } from "../provisioning/closed-subject.ts";
import { lock, lockPerson } from "../engine/locks.ts";
import { consumeKey, type PendingKey } from "../provisioning/one-use-keys.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";

export interface ConnectInput {
  readonly userId: string;
  readonly providerId: string;
  /** The revision of the provider under which the sign-in was checked, including issuer and conditions. */
  readonly providerRevision: number;
  readonly subject: string;
  readonly pending: PendingKey;
}

/**
 * "ended": answered before, or too late. "changed": the provider was changed since. "connected": it is already
 * connected to this account. "another-here": this account has another identity at this provider. "taken": it belongs to
 * another account, or to a closed one.
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
 * Connects a further provider to an account, so that its owner can sign in through it. Of what the provider sent only
 * the identifier is stored. An identity belongs to one account, and two accounts of one person stay separate.
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
  // Locks in the same order as provision.ts, so that an account that is being made with this identity is either visible
  // here or never made.
  await lock(tx, "identity", `${providerId} ${subject}`);
  const person = await lockPerson(tx, userId);
  if (person?.status !== "active" || person.pseudonym === null) throw new Refused("not-active");
  const [provider] = await tx.execute<{ enabled: boolean; revision: number }>(sql`
    select enabled, revision from identity_provider where id = ${providerId} for share`);
  if (!provider?.enabled) throw new Refused("provider-disabled");
  if (provider.revision !== providerRevision) throw new Refused("changed");
  const subjects = storedSubjects(providerId, subject);
  const known = await tx.execute<{ userId: string; same: boolean }>(sql`
    select user_id as "userId", subject in ${subjects} as same from federated_identity
    where provider_id = ${providerId} and (user_id = ${userId} or subject in ${subjects})`);
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
 * Disconnects a provider from an account: deletes its identifier and ends the sessions that began through it. Details
 * that came from it stay, because the person agreed to them; the next provider that sends them takes them over. "last":
 * one identity through which the person can sign in today must stay.
 */
export async function disconnectIdentity(
  database: Database,
  { userId, providerId }: { readonly userId: string; readonly providerId: string },
): Promise<DisconnectResult> {
  return database.orm.transaction<DisconnectResult>(async (tx) => {
    // Two tabs that disconnect one provider each wait for each other, and the second finds only one left. The providers
    // are locked too, so that the remaining one is not disabled at the same moment.
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

/** Within a transaction that has locked the person. Returns the number of sessions that it ended. */
export async function removeIdentity(
  tx: Executor,
  { userId, providerId }: { readonly userId: string; readonly providerId: string },
): Promise<number> {
  const sessions = await tx.execute(sql`
    delete from session where user_id = ${userId} and provider_id = ${providerId} returning user_id`);
  await tx.execute(sql`delete from federated_identity where user_id = ${userId} and provider_id = ${providerId}`);
  return sessions.length;
}
