import "server-only";
import { randomBytes } from "node:crypto";
import type { Database } from "@assent/database/open";
import { administratorExists, createSetupLink, isSetupLinkValid } from "@assent/database/setup-links";
import { env } from "@/env";
import { setupTokenHash } from "@/sign-in/setup-cookie";
import { database } from "./database";

/** Unused links die after a day; each start of the server prints a new one while there is no administrator. */
const lifetime = 24 * 60 * 60_000;

/**
 * Prints the one-time link that makes the first administrator. It goes to the log because whoever reads the log of this
 * server runs it; roles never come from a claim.
 */
export async function announceSetupLink(db: Database): Promise<void> {
  if (await administratorExists(db.orm)) return;
  const token = randomBytes(24).toString("base64url");
  await createSetupLink(db.orm, { tokenHash: setupTokenHash(token), expiresAt: new Date(Date.now() + lifetime) });
  process.stdout.write(
    `assent: no administrator yet. Open this link once to become it: ${env().origin}/setup?link=${token}\n`,
  );
}

/** Whether a set-up link can still be used. Looking does not use it up: link previews look too. */
export async function setupLinkWorks(token: string): Promise<boolean> {
  return isSetupLinkValid(database().orm, setupTokenHash(token));
}
