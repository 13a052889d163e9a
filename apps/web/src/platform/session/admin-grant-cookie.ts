import "server-only";
import type { AdminGrant } from "@assent/database/users/admin-grant";
import { setupLinkLifetime } from "./new-setup-link";
import { sealedCookie } from "./sealed-cookie";

/**
 * Carries a set-up link or an invitation through the sign-in that makes an administrator: only the browser that opened
 * the link can use it. The transaction that gives the role uses the link up.
 */
const cookie = sealedCookie<AdminGrant>("setup", "assent appointment v1");

/** Milliseconds. Long enough for one sign-in, and short so that the next person at a shared browser cannot use it. */
const invitationInHand = 30 * 60_000;

/** A set-up link lasts a day; an invitation lasts for one sign-in. */
export async function writeAdminGrant(right: AdminGrant): Promise<void> {
  const lifetime = "setupTokenHash" in right ? setupLinkLifetime : invitationInHand;
  await cookie.write(right, new Date(Date.now() + lifetime));
}

export const readAdminGrant = () => cookie.read();
export const clearAdminGrant = () => cookie.clear();
