import "server-only";
import { openToken, sealToken } from "@assent/federation/seal";
import { cookies } from "next/headers";
import { env } from "@/env";
import { setupLinkLifetime } from "@/server/new-setup-link";
import { cookieNames, cookieOptions } from "./cookies";

/**
 * Carries the set-up link through the sign-in that makes the first administrator: whoever opened the link in this
 * browser, and no one else, may become it. The link itself is used up by the transaction that gives the role, and with it
 * this proof, which lives no longer than a link.
 */
export interface SetupRight {
  readonly tokenHash: string;
}

const purpose = "assent set-up v1";

export async function writeSetup(right: SetupRight): Promise<void> {
  const expiresAt = new Date(Date.now() + setupLinkLifetime);
  const sealed = await sealToken(right, { secret: env().secret, purpose, expiresAt });
  (await cookies()).set(cookieNames().setup, sealed, { ...cookieOptions(), expires: expiresAt });
}

export async function readSetup(): Promise<SetupRight | null> {
  const sealed = (await cookies()).get(cookieNames().setup)?.value;
  if (!sealed) return null;
  const opened = await openToken<SetupRight>(sealed, { ...env().seal, purpose, now: new Date() });
  return opened.ok ? opened.payload : null;
}

export async function clearSetup(): Promise<void> {
  const jar = await cookies();
  const name = cookieNames().setup;
  if (jar.has(name)) jar.set(name, "", { ...cookieOptions(), maxAge: 0 });
}
