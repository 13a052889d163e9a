import "server-only";
import { cookieNames } from "@/platform/session/cookies";
import { sessionTokenHash } from "@/platform/session/session-token";
import { readSession } from "./session-read";

/** The Cookie header without our session's cookie, if that session has ended. RFC 6265, section 4.2.1. */
export async function ownsSession(header: string): Promise<string> {
  const name = `${cookieNames().session}=`;
  const pairs = header.split(";").map((pair) => pair.trim());
  const own = pairs.find((pair) => pair.startsWith(name));
  if (own === undefined) return header;
  const session = await readSession(sessionTokenHash(own.slice(name.length)));
  return session === null ? pairs.filter((pair) => pair !== own).join("; ") : header;
}
