import "server-only";
import type { SignedIn } from "@/platform/access";
import { withdrawMyConsent } from "../mutations";
import { myApplications } from "./queries";

/**
 * Withdraws everything that the person agreed to for purposes that name this application and that their account does
 * not need. Each detail is withdrawn as by its own button, with its own receipt, so that one that was changed
 * meanwhile does not stop the others. Returns where to go.
 */
export async function withdrawForApplication(by: SignedIn, applicationId: string): Promise<string> {
  const application = (await myApplications()).find(({ id }) => id === applicationId);
  if (!application) return "/me#applications";
  for (const { purposeId, attribute } of application.withdraws) {
    // One after another: each transaction locks the person.
    await withdrawMyConsent(by, { purpose: purposeId, attribute });
  }
  return `/me?done=application&of=${applicationId}`;
}
