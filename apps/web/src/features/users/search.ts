import "server-only";
import { randomBytes } from "node:crypto";
import { openToken, sealToken } from "@assent/crypto/seal";
import { cookies } from "next/headers";
import { env } from "@/platform/env";

/**
 * What an administrator searches for: the beginning of a value. It is personal data, so it is in no address, no log and
 * no table. It is posted and kept in a sealed cookie of the administrator's browser for a while; the address contains a
 * random number that identifies the search and means nothing to others.
 */
export interface UserSearch {
  readonly number: string;
  readonly attribute: string;
  readonly text: string;
}

const purpose = "assent user search v1";
const lifetime = 15 * 60_000;

/** The port is part of the name because cookies of one host are shared by all its ports. */
const cookieName = () => `${env().secureCookies ? "__Secure-assent" : `assent-${env().port}`}-user-search`;

/** Stores the search, in place of an earlier one. Returns its number for the address. */
export async function saveSearch(by: string, search: Omit<UserSearch, "number">): Promise<string> {
  const number = randomBytes(9).toString("base64url");
  const expiresAt = new Date(Date.now() + lifetime);
  const sealed = await sealToken({ ...search, number, by }, { secret: env().secret, purpose, expiresAt });
  (await cookies()).set(cookieName(), sealed, {
    path: "/admin/users",
    httpOnly: true,
    sameSite: "lax",
    secure: env().secureCookies,
    expires: expiresAt,
  });
  return number;
}

/** The administrator's search with this number; null if it has expired, was replaced, or is another administrator's. */
export async function findSearch(by: string, number: string): Promise<UserSearch | null> {
  const sealed = (await cookies()).get(cookieName())?.value;
  if (!sealed) return null;
  const opened = await openToken<UserSearch & { by: string }>(sealed, {
    ...env().seal,
    purpose,
    now: new Date(),
  });
  return opened.ok && opened.payload.number === number && opened.payload.by === by ? opened.payload : null;
}
