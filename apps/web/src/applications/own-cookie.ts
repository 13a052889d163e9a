import "server-only";
import { findSession } from "@assent/database/users/sessions";
import { database } from "@/platform/database";
import { cookieNames } from "@/platform/session/cookies";
import { sessionTokenHash } from "@/platform/session/session-token";

/** The Cookie header without our session's cookie, if that session is over. RFC 6265, section 4.2.1. */
export async function ownsSession(header: string): Promise<string> {
  const name = `${cookieNames().session}=`;
  const pairs = header.split(";").map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(name));
  if (own === undefined) return header;
  const session = await findSession(database().orm, sessionTokenHash(decodeURIComponent(own.slice(name.length))));
  return session === null ? pairs.filter((pair) => pair !== own).join("; ") : header;
}
