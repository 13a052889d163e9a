import "server-only";
import { isOnlyAdministrator, removeAdministrator } from "@assent/database/users/administration";
import { type Administrator, listAdministrators } from "@assent/database/users/administrators";
import {
  inviteAdministrator,
  type Invitation,
  openInvitations,
  revokeInvitation,
} from "@assent/database/users/invitations";
import { env } from "@/platform/env";
import { currentSession } from "@/platform/session/current-session";
import { requireAdministrator, type SignedIn } from "@/platform/access";
import { ExpectedError } from "@/platform/action";
import { database } from "@/platform/database";
import { oneTimeLink } from "@/platform/links/one-time-link";

/** In days. */
export const invitationDays = 3;

export interface AdministratorListing {
  readonly administrators: readonly Administrator[];
  readonly invitations: readonly Invitation[];
  /** Whoever is looking. */
  readonly self: string;
  /** Whether they signed in just now, which inviting and removing need. */
  readonly isRecent: boolean;
}

/** Who administers, and who may become one by a link that is still open. */
export async function administratorListing(): Promise<AdministratorListing> {
  const { id } = await requireAdministrator();
  const { orm } = database();
  const [listed, invitations, session] = await Promise.all([
    listAdministrators(orm),
    openInvitations(orm),
    currentSession(),
  ]);
  return { administrators: listed, invitations, self: id, isRecent: session?.isRecent ?? false };
}

/** Whether nobody could administer any more without this account, so that it can't be closed. */
export async function isLastActiveAdministrator(userId: string | undefined): Promise<boolean> {
  return userId !== undefined && isOnlyAdministrator(database().orm, userId);
}

// For guarded actions: `by` has been found to be an administrator, and the database asks again. Who can give or take the
// office has signed in just now, so that nobody does it at an open screen.

/** Returns the address of the invitation, which is known to nobody else. Errors: "sign-in-again", "not-allowed", "too-many". */
export async function invite(by: SignedIn): Promise<string> {
  await mustBeRecent();
  const { address, row } = oneTimeLink("invitation", {
    origin: env().origin,
    lifetime: invitationDays * 24 * 60 * 60_000,
  });
  must(await inviteAdministrator(database(), { ...row, by: by.id }));
  return address;
}

/** Errors: "not-allowed", "gone". Taking a right back needs no sign-in anew. */
export async function revoke(by: SignedIn, id: string): Promise<void> {
  must(await revokeInvitation(database(), { id, by: by.id }));
}

/** Errors: "sign-in-again", "self", "not-allowed", and "changed" when it is no administrator any more. */
export async function removeAdministratorRole(by: SignedIn, userId: string): Promise<void> {
  await mustBeRecent();
  must(await removeAdministrator(database(), { userId, by: by.id }));
}

async function mustBeRecent(): Promise<void> {
  if (!(await currentSession())?.isRecent) throw new ExpectedError("sign-in-again");
}

function must(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
