import "server-only";
import { randomBytes } from "node:crypto";
import { openToken, sealToken } from "@assent/crypto/seal";
import { cookies } from "next/headers";
import { env } from "@/platform/env";

/**
 * What an administrator looks for: the beginning of a value. It is personal, so it stands in no address, in
 * no log of ours and in no table. It comes by POST and stays in a sealed cookie in the browser of whoever searched, for a while; the address has a
 * random number that says which search it is, and says nothing to anybody else.
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

/** Keeps what is looked for, in place of what was looked for before. Returns its number for the address. */
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

/** The search with this number of this administrator; null when it has ended, was another's, or another one came after. */
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
