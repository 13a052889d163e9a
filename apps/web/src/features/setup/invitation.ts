import "server-only";
import { isInvitationValid } from "@assent/database/users/invitations";
import { cache } from "react";
import { readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { database } from "@/platform/database";
import { linkHash } from "@/platform/links/one-time-link";

/** Whether an invitation can still be used. Looking does not use it up: link previews look too. */
export async function isInvitationUsable(token: string): Promise<boolean> {
  return isInvitationValid(database().orm, linkHash("invitation", token));
}

/** Whether the sign-in that comes next in this browser makes an administrator by an invitation. */
export const hasOpenedInvitation: () => Promise<boolean> = cache(async () => {
  const right = await readAdminGrant();
  return right !== null && "invitationHash" in right && isInvitationValid(database().orm, right.invitationHash);
});
