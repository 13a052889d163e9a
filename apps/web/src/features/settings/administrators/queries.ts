import "server-only";
import { isOnlyAdministrator } from "@assent/database/users/administration";
import { type Administrator, listAdministrators } from "@assent/database/users/administrators";
import { type Invitation, openInvitations } from "@assent/database/users/invitations";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

/** In days. */
export const invitationDays = 3;

export interface AdministratorListing {
  readonly administrators: readonly Administrator[];
  readonly invitations: readonly Invitation[];
  /** The administrator who reads the page. */
  readonly self: string;
}

/** The administrators and the open invitations. */
export async function administratorListing(): Promise<AdministratorListing> {
  const { id } = await requireAdministrator();
  const { orm } = database();
  const [listed, invitations] = await Promise.all([listAdministrators(orm), openInvitations(orm)]);
  return { administrators: listed, invitations, self: id };
}

/** Whether this is the only active administrator, so that the account cannot be closed. */
export async function isLastActiveAdministrator(userId: string | undefined): Promise<boolean> {
  return userId !== undefined && isOnlyAdministrator(database().orm, userId);
}
