import { createHash, randomBytes } from "node:crypto";
import type { Database } from "@assent/database/open";
import { administratorExists, createSetupLink, replaceSetupLinks } from "@assent/database/setup-links";

// The one-time link that makes the first administrator; for the start of the app and for a command.

/** Unused links die after a day. Milliseconds. */
export const setupLinkLifetime = 24 * 60 * 60_000;

/** How the database knows a link, so that a dump of it makes nobody administrator. */
export const setupTokenHash = (token: string): string => createHash("sha256").update(`setup:${token}`).digest("hex");

/** The address of a new link; null when there is an administrator. Instances that start at once each have one. */
export async function firstSetupLink(database: Database, origin: string): Promise<string | null> {
  if (await administratorExists(database.orm)) return null;
  const { address, row } = newLink(origin);
  await createSetupLink(database.orm, row);
  return address;
}

/** Likewise, and all links before it are dead. */
export async function onlySetupLink(database: Database, origin: string): Promise<string | null> {
  const { address, row } = newLink(origin);
  return (await replaceSetupLinks(database, row)) ? address : null;
}

function newLink(origin: string) {
  const token = randomBytes(24).toString("base64url");
  const row = { tokenHash: setupTokenHash(token), expiresAt: new Date(Date.now() + setupLinkLifetime) };
  return { address: `${origin}/setup?link=${token}`, row };
}
