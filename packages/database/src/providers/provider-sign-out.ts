import { sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import { consumeKey, type PendingKey } from "../provisioning/one-use-keys.ts";
import type { Database } from "../engine/open.ts";

export interface ProviderSignOut {
  readonly providerId: string;
  readonly subject: string;
  /** Of the message that says so, which counts once. */
  readonly message: PendingKey;
}

export type ProviderSignOutResult =
  { readonly ok: true; readonly ended: number } | { readonly ok: false; readonly code: "replayed" };

/**
 * A provider says that it has signed somebody out: the sessions that were opened through it, by this identity, end.
 * Those of other people, and those that came through another provider, are not its business. Somebody who is not known
 * here, or has no session, is signed out already.
 */
export async function endSessionsThrough(
  database: Database,
  { providerId, subject, message }: ProviderSignOut,
): Promise<ProviderSignOutResult> {
  return database.orm.transaction<ProviderSignOutResult>(async (tx) => {
    if ((await tx.execute(consumeKey(message))).length === 0) return { ok: false, code: "replayed" };
    const [identity] = await tx.execute<{ userId: string }>(sql`
      select user_id as "userId" from federated_identity where provider_id = ${providerId} and subject = ${subject}`);
    // Locked, so that a sign-in that is being stored at this moment has either ended by now or comes afterwards.
    const person = identity ? await lockPerson(tx, identity.userId) : null;
    if (!identity || !person?.pseudonym) return { ok: true, ended: 0 };
    const ended = await tx.execute(sql`
      delete from session where user_id = ${identity.userId} and provider_id = ${providerId} returning user_id`);
    if (ended.length > 0) {
      const { pseudonym } = person;
      const details = { sessions: ended.length };
      await appendEvent(tx, { type: "sessions-ended", actor: "system", pseudonym, providerId, details });
    }
    return { ok: true, ended: ended.length };
  });
}
