import type { Database } from "@assent/database/engine/open";
import { administratorExists, createSetupLink, replaceSetupLinks } from "@assent/database/users/setup-links";
import { oneTimeLink } from "../links/one-time-link";

// The one-time link that makes the first administrator. Both the start of the app and a command use it, so this file
// does not import "server-only".

/** Milliseconds. An unused link expires after a day. */
export const setupLinkLifetime = 24 * 60 * 60_000;

/** The address of a new link; null if there is an administrator. Instances that start at the same time each get one. */
export async function createFirstSetupLink(database: Database, origin: string): Promise<string | null> {
  if (await administratorExists(database.orm)) return null;
  const { address, row } = oneTimeLink("setup", { origin, lifetime: setupLinkLifetime });
  await createSetupLink(database.orm, row);
  return address;
}

/** As above, but a new link replaces all earlier ones. */
export async function replaceSetupLink(database: Database, origin: string): Promise<string | null> {
  const { address, row } = oneTimeLink("setup", { origin, lifetime: setupLinkLifetime });
  return (await replaceSetupLinks(database, row)) ? address : null;
}
