import "server-only";
import type { Database } from "@assent/database/engine/open";
import { isSetupLinkValid } from "@assent/database/users/setup-links";
import { cache } from "react";
import { env } from "../env";
import { readAdminGrant } from "./admin-grant-cookie";
import { database } from "../database";
import { createFirstSetupLink } from "./new-setup-link";
import { linkHash } from "../links/one-time-link";

/**
 * Prints the one-time link that makes the first administrator to the log, because only the operator of this server
 * reads it. Roles never come from a claim.
 */
export async function announceSetupLink(db: Database): Promise<void> {
  const link = await createFirstSetupLink(db, env().origin);
  if (link === null) return;
  process.stdout.write(`assent: no administrator yet. Open this link once to become it: ${link}\n`);
}

/**
 * The hash of the set-up link that was opened in this browser, while it can be used; null once there is an
 * administrator. One look-up a request.
 */
export const openedSetupLink: () => Promise<string | null> = cache(async () => {
  const right = await readAdminGrant();
  if (right === null || !("setupTokenHash" in right)) return null;
  return (await isSetupLinkValid(database().orm, right.setupTokenHash)) ? right.setupTokenHash : null;
});

/** Whether a set-up link can still be used. Checking does not use it up: link previews open it too. */
export async function isSetupLinkUsable(token: string): Promise<boolean> {
  return isSetupLinkValid(database().orm, linkHash("setup", token));
}
