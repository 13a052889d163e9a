import { sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import { consumeKey, type PendingKey } from "../provisioning/one-use-keys.ts";
import type { Database } from "../engine/open.ts";

export interface ProviderSignOut {
  readonly providerId: string;
  readonly subject: string;
  /** The key of the provider's message, which is accepted once. */
  readonly message: PendingKey;
}

export type ProviderSignOutResult =
  { readonly ok: true; readonly ended: number } | { readonly ok: false; readonly code: "replayed" };

/**
 * Ends the sessions of this identity that began through this provider, because the provider has signed the person out.
 * Sessions of other people, and sessions through other providers, stay. An unknown person has none. "replayed": the
 * message was received before.
 */
export async function endSessionsThrough(
  database: Database,
  { providerId, subject, message }: ProviderSignOut,
): Promise<ProviderSignOutResult> {
  return database.orm.transaction<ProviderSignOutResult>(async (tx) => {
    if ((await tx.execute(consumeKey(message))).length === 0) return { ok: false, code: "replayed" };
    const [identity] = await tx.execute<{ userId: string }>(sql`
      select user_id as "userId" from federated_identity where provider_id = ${providerId} and subject = ${subject}`);
    // Locks the account, so that a sign-in that is being stored is either finished or starts afterwards.
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
