import "server-only";
import { findSession, type Session } from "@assent/database/users/sessions";
import { database } from "@/platform/database";
import { requestMemory } from "@/platform/request-memory";

/** The session, as it was when this request first asked for it; null if it is unknown or has ended. */
export function readSession(tokenHash: string): Promise<Session | null> {
  const memory = requestMemory();
  const read = memory && (memory.sessions ??= new Map());
  const known = read?.get(tokenHash);
  if (known) return known;
  const found = findSession(database().orm, tokenHash);
  read?.set(tokenHash, found);
  return found;
}
