import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { findSession, type Session } from "@assent/database/users/sessions";
import { database } from "@/platform/database";

type Read = Map<string, Promise<Session | null>>;

/**
 * Sessions that were read for this request, by the hash of their token. On `globalThis`, because Next bundles pages and
 * start-up separately, and either may have made the provider.
 */
const shared = globalThis as typeof globalThis & { assentSessionsRead?: AsyncLocalStorage<Read> };
const readByRequest = (shared.assentSessionsRead ??= new AsyncLocalStorage<Read>());

/** Within `answer`, each session is read from the database once. */
export const readSessionsOnce = <Answer>(answer: () => Promise<Answer>): Promise<Answer> =>
  readByRequest.run(new Map(), answer);

/** The session, as it was when this request first asked for it; null if it is unknown or has ended. */
export function readSession(tokenHash: string): Promise<Session | null> {
  const read = readByRequest.getStore();
  const known = read?.get(tokenHash);
  if (known) return known;
  const found = findSession(database().orm, tokenHash);
  read?.set(tokenHash, found);
  return found;
}
