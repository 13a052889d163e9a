import "server-only";
import { listProviders } from "@assent/database/providers/identity-providers";
import { getController } from "@assent/database/settings/settings";
import { administratorExists } from "@assent/database/users/setup-links";
import { redirect } from "next/navigation";
import { requireAdministrator, requireSetupLink } from "@/platform/access";
import { database } from "@/platform/database";
import { canOpenStep, openStep, pathOfStep, type SetupFacts, type SetupStep } from "./steps";
import { isInvitationValid } from "@assent/database/users/invitations";
import { cache } from "react";
import { readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { linkHash } from "@/platform/links/one-time-link";

async function setupFacts(): Promise<SetupFacts> {
  const { orm } = database();
  const [controller, providers, administrator] = await Promise.all([
    getController(orm),
    listProviders(orm),
    administratorExists(orm),
  ]);
  return {
    organisation: controller.mayAsk,
    providers: providers.map(({ id, name, enabled }) => ({ id, name, enabled })),
    administrator,
  };
}

/**
 * For the page of a step. It requires the set-up link or, for the last step, the administrator that it made. A step
 * that is not open yet redirects to the one that is.
 */
export async function requireStep(step: SetupStep): Promise<SetupFacts> {
  await (step === "purpose" ? requireAdministrator() : requireSetupLink());
  const facts = await setupFacts();
  if (!canOpenStep(step, facts)) redirect(pathOfStep(openStep(facts), facts));
  return facts;
}

/** The path of the first open step. */
export async function nextStepPath(): Promise<string> {
  const facts = await setupFacts();
  return pathOfStep(openStep(facts), facts);
}

/** Whether an invitation can still be used. Checking does not use it up: link previews open it too. */
export async function isInvitationUsable(token: string): Promise<boolean> {
  return isInvitationValid(database().orm, linkHash("invitation", token));
}

/** Whether the next sign-in in this browser makes an administrator by an invitation. */
export const hasOpenedInvitation: () => Promise<boolean> = cache(async () => {
  const right = await readAdminGrant();
  return right !== null && "invitationHash" in right && isInvitationValid(database().orm, right.invitationHash);
});
