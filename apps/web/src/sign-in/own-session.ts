import "server-only";
import { findSession } from "@assent/database/sessions";
import { cookies } from "next/headers";
import { database } from "@/server/database";
import { sessionTokenHash } from "./adapter";
import { cookieNames } from "./cookies";

/** The session of this browser: by what the database knows it, whose it is, through which provider, and whether its sign-in was a few minutes ago. */
export async function ownSession(): Promise<{
  readonly tokenHash: string;
  readonly userId: string;
  readonly providerId: string | null;
  readonly isRecent: boolean;
} | null> {
  const token = (await cookies()).get(cookieNames().session)?.value;
  if (!token) return null;
  const tokenHash = sessionTokenHash(token);
  const found = await findSession(database().orm, tokenHash);
  return found && { tokenHash, userId: found.userId, providerId: found.providerId, isRecent: found.isRecent };
}
