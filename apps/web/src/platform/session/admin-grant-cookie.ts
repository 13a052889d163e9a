import "server-only";
import type { AdminGrant } from "@assent/database/users/admin-grant";
import { setupLinkLifetime } from "./new-setup-link";
import { sealedCookie } from "./sealed-cookie";

/**
 * Carries a set-up link or an invitation through the sign-in that makes an administrator: whoever opened the link in this
 * browser, and no one else, may become one. The link itself is used up by the transaction that gives the role.
 */
export type PendingAdminGrant = Exclude<AdminGrant, { readonly seeded: true }>;

const cookie = sealedCookie<PendingAdminGrant>("setup", "assent appointment v1");

/** Long enough for a sign-in, and not for whoever signs in next in a shared browser. Milliseconds. */
const invitationInHand = 30 * 60_000;

/** A set-up goes on for a day with its link; an invitation is at hand for one sign-in. */
export async function writeAdminGrant(right: PendingAdminGrant): Promise<void> {
  const lifetime = "setupTokenHash" in right ? setupLinkLifetime : invitationInHand;
  await cookie.write(right, new Date(Date.now() + lifetime));
}

export const readAdminGrant = () => cookie.read();
export const clearAdminGrant = () => cookie.clear();
