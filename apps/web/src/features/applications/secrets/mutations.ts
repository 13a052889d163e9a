import "server-only";
import { addSecret, endSecret } from "@assent/database/applications/application-editing";
import { findApplication } from "@assent/database/applications/applications";
import { newApplicationSecret } from "@/applications/new-application";
import type { ActingUser } from "@/platform/access";
import { database } from "@/platform/database";
import { ExpectedError, requireOk } from "@/platform/result";
import { hasSecrets } from "./queries";

// Guarded actions only call these: `by` is an administrator.

/**
 * Makes a secret and returns it. Only its hash is kept. Errors: "not-found", "too-many-secrets"; "no-secrets" for an
 * application that authenticates in another way.
 */
export async function makeSecret(by: ActingUser, applicationId: string): Promise<string> {
  const { orm } = database();
  const application = await findApplication(orm, applicationId);
  if (!application) throw new ExpectedError("not-found");
  if (!hasSecrets(application)) throw new ExpectedError("no-secrets");
  const { secret, hash } = newApplicationSecret();
  requireOk(await addSecret(orm, { applicationId, hash }, by.id));
  return secret;
}

/** Ends a secret now. Errors: "not-found", "last-secret". */
export async function endOneSecret(by: ActingUser, applicationId: string, secretId: string): Promise<void> {
  requireOk(await endSecret(database().orm, { applicationId, secretId }, by.id));
}
