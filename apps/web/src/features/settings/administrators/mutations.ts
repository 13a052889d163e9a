import "server-only";
import { removeAdministrator } from "@assent/database/users/administration";
import { inviteAdministrator, revokeInvitation } from "@assent/database/users/invitations";
import { env } from "@/platform/env";
import { currentSession } from "@/platform/session/current-session";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { oneTimeLink } from "@/platform/links/one-time-link";
import { invitationDays } from "./queries";
import { ExpectedError, requireOk } from "@/platform/result";

// For guarded actions: `by` is an administrator, and the database checks again. Giving or taking the role needs a
// recent sign-in, so that no one does it at an unattended screen.

/**
 * Returns the address of the invitation, which is stored nowhere. Errors: "sign-in-again", "not-allowed", "too-many".
 */
export async function createInvitation(by: SignedIn): Promise<string> {
  await mustBeRecent();
  const { address, row } = oneTimeLink("invitation", {
    origin: env().origin,
    lifetime: invitationDays * 24 * 60 * 60_000,
  });
  requireOk(await inviteAdministrator(database(), { ...row, by: by.id }));
  return address;
}

/** Errors: "not-allowed", "gone". Revoking needs no recent sign-in. */
export async function revokeOpenInvitation(by: SignedIn, id: string): Promise<void> {
  requireOk(await revokeInvitation(database(), { id, by: by.id }));
}

/** Errors: "sign-in-again", "self", "not-allowed", and "changed" if the account is no administrator any more. */
export async function removeAdministratorRole(by: SignedIn, userId: string): Promise<void> {
  await mustBeRecent();
  requireOk(await removeAdministrator(database(), { userId, by: by.id }));
}

async function mustBeRecent(): Promise<void> {
  if (!(await currentSession())?.isRecent) throw new ExpectedError("sign-in-again");
}
