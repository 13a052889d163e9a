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

// For guarded actions: `by` has been found to be an administrator, and the database asks again. Who can give or take the
// office has signed in just now, so that nobody does it at an open screen.

/** Returns the address of the invitation, which is known to nobody else. Errors: "sign-in-again", "not-allowed", "too-many". */
export async function invite(by: SignedIn): Promise<string> {
  await mustBeRecent();
  const { address, row } = oneTimeLink("invitation", {
    origin: env().origin,
    lifetime: invitationDays * 24 * 60 * 60_000,
  });
  requireOk(await inviteAdministrator(database(), { ...row, by: by.id }));
  return address;
}

/** Errors: "not-allowed", "gone". Taking a right back needs no sign-in anew. */
export async function revoke(by: SignedIn, id: string): Promise<void> {
  requireOk(await revokeInvitation(database(), { id, by: by.id }));
}

/** Errors: "sign-in-again", "self", "not-allowed", and "changed" when it is no administrator any more. */
export async function removeAdministratorRole(by: SignedIn, userId: string): Promise<void> {
  await mustBeRecent();
  requireOk(await removeAdministrator(database(), { userId, by: by.id }));
}

async function mustBeRecent(): Promise<void> {
  if (!(await currentSession())?.isRecent) throw new ExpectedError("sign-in-again");
}
