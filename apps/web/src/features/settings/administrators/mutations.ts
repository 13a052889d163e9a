import "server-only";
import { removeAdministrator } from "@assent/database/users/administration";
import { inviteAdministrator, revokeInvitation } from "@assent/database/users/invitations";
import { env } from "@/platform/env";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { oneTimeLink } from "@/platform/links/one-time-link";
import { invitationDays } from "./queries";
import { requireOk } from "@/platform/result";

// For guarded actions: `by` is an administrator, and the database checks again.

/**
 * Returns the address of the invitation, which is not stored. Errors: "not-allowed", "too-many".
 */
export async function createInvitation(by: SignedIn): Promise<string> {
  const { address, row } = oneTimeLink("invitation", {
    origin: env().origin,
    lifetime: invitationDays * 24 * 60 * 60_000,
  });
  requireOk(await inviteAdministrator(database(), { ...row, by: by.id }));
  return address;
}

/** Errors: "not-allowed", "gone". */
export async function revokeOpenInvitation(by: SignedIn, id: string): Promise<void> {
  requireOk(await revokeInvitation(database(), { id, by: by.id }));
}

/** Errors: "self", "not-allowed", and "changed" if the account is no longer an administrator's. */
export async function removeAdministratorRole(by: SignedIn, userId: string): Promise<void> {
  requireOk(await removeAdministrator(database(), { userId, by: by.id }));
}
