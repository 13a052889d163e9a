import "server-only";
import { findSession, type Session } from "@assent/database/users/sessions";
import { cache } from "react";
import { database } from "../database";
import { cookieNames } from "./cookies";
import { sessionTokenHash } from "./session-token";
import { requestCookies } from "../request";

/** A live session, with its hash in the database. */
export interface CurrentSession extends Session {
  readonly tokenHash: string;
}

/**
 * The session of this browser, or null: no cookie, unknown, expired, or of an account that is not active. One look-up a
 * request.
 */
export const currentSession: () => Promise<CurrentSession | null> = cache(async () => {
  const token = (await requestCookies()).get(cookieNames().session)?.value;
  if (!token) return null;
  const tokenHash = sessionTokenHash(token);
  const found = await findSession(database().orm, tokenHash);
  return found && { ...found, tokenHash };
});
