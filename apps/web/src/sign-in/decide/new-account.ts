import "server-only";
import { provision, refuse } from "@assent/database/provisioning/provision";
import { database } from "@/platform/database";
import { readAdminGrant } from "@/platform/session/admin-grant-cookie";
import type { Provision } from "./decide-form";
import {
  type Answered,
  decisionRecord,
  finish,
  firstAdminPage,
  pendingKey,
  shownVersions,
  storeAndEnter,
} from "./decision-steps";
import { afterLeaving } from "./endings";

/** Makes the account with what was agreed to, and begins its first session. */
export async function makeAccount(answered: Answered, outcome: Provision): Promise<string> {
  const { provider, pending } = answered.prompt;
  const administrator = await readAdminGrant();
  return storeAndEnter(
    answered,
    (session) =>
      provision(database(), {
        ...decisionRecord(answered, outcome),
        providerId: provider.id,
        providerRevision: provider.revision,
        subject: pending.subject,
        session,
        administrator,
      }),
    () => (administrator ? firstAdminPage(administrator) : "/me?welcome=1"),
  );
}

/** Ends the sign-in without an account, and counts the refusal. */
export async function refuseAccount(answered: Answered): Promise<string> {
  const { prompt, form } = answered;
  const { ok: wasOpen } = await refuse(database(), {
    pending: pendingKey(prompt),
    providerId: prompt.provider.id,
    language: form.language,
    shownVersions: shownVersions(prompt),
  });
  return finish(answered, afterLeaving("refuse", { wasOpen, providerSlug: prompt.provider.slug }));
}
