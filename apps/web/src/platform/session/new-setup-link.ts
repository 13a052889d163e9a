import type { Database } from "@assent/database/engine/open";
import { administratorExists, createSetupLink, replaceSetupLinks } from "@assent/database/users/setup-links";
import { oneTimeLink } from "../links/one-time-link";

// The one-time link that makes the first administrator; for the start of the app and for a command.

/** Unused links die after a day. Milliseconds. */
export const setupLinkLifetime = 24 * 60 * 60_000;

/** The address of a new link; null when there is an administrator. Instances that start at once each have one. */
export async function createFirstSetupLink(database: Database, origin: string): Promise<string | null> {
  if (await administratorExists(database.orm)) return null;
  const { address, row } = oneTimeLink("setup", { origin, lifetime: setupLinkLifetime });
  await createSetupLink(database.orm, row);
  return address;
}

/** Likewise, and all links before it are dead. */
export async function replaceSetupLink(database: Database, origin: string): Promise<string | null> {
  const { address, row } = oneTimeLink("setup", { origin, lifetime: setupLinkLifetime });
  return (await replaceSetupLinks(database, row)) ? address : null;
}
