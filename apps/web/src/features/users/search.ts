import "server-only";
import { randomBytes } from "node:crypto";
import { openToken, sealToken } from "@assent/crypto/seal";
import { cookies } from "next/headers";
import { env } from "@/platform/env";
import { userSearchCookie } from "@/platform/session/cookies";
import { currentSession } from "@/platform/session/current-session";

/**
 * What an administrator searches for: the beginning of a value, or a whole one if it is masked. It is personal data,
 * so it is not in an address, a log or a table. It is posted and kept in a sealed cookie of the administrator's
 * browser, for some time and no longer than the session. The address contains a random number that identifies the
 * search and means nothing to others.
 */
export interface UserSearch {
  readonly number: string;
  readonly attribute: string;
  readonly text: string;
}

const purpose = "assent user search v1";
const lifetime = 15 * 60_000;

/** Stores the search, in place of an earlier one. Returns its number for the address. */
export async function saveSearch(search: Omit<UserSearch, "number">): Promise<string> {
  const session = await currentSession();
  const number = randomBytes(9).toString("base64url");
  const expiresAt = new Date(Date.now() + lifetime);
  const sealed = await sealToken(
    { ...search, number, session: session?.tokenHash },
    { secret: env().secret, purpose, expiresAt },
  );
  (await cookies()).set(userSearchCookie.name(), sealed, { ...userSearchCookie.options(), expires: expiresAt });
  return number;
}

/** The search with this number; null if it has expired, was replaced, or was made in another session. */
export async function findSearch(number: string): Promise<UserSearch | null> {
  const [jar, session] = await Promise.all([cookies(), currentSession()]);
  const sealed = jar.get(userSearchCookie.name())?.value;
  if (!sealed || !session) return null;
  const opened = await openToken<UserSearch & { session: string }>(sealed, {
    ...env().seal,
    purpose,
    now: new Date(),
  });
  return opened.ok && opened.payload.number === number && opened.payload.session === session.tokenHash
    ? opened.payload
    : null;
}
