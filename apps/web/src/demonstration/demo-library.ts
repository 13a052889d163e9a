import "server-only";
import {
  addSecret,
  changeApplication,
  createApplication,
  endSecret,
  listSecrets,
} from "@assent/database/applications/application-editing";
import { findClient, isClientIdTaken, isSecretOf } from "@assent/database/applications/applications";
import type { Executor } from "@assent/database/engine/orm";
import { createPurpose } from "@assent/database/purposes/purpose-editing";
import { applicationSecretHash } from "@/applications/client-secret";
import { libraryPurpose, libraryPurposeTranslations } from "./library-purpose";

const clientId = "demo-library";

const settings = {
  name: "Demo Library",
  kind: "web",
  authMethod: "client_secret_basic",
  jwks: null,
  subjectType: "pairwise",
  sector: clientId,
  claimsInIdToken: false,
  choosesProvider: false,
  idTokenAlgorithm: "RS256",
  pkceRequired: true,
} as const;

/**
 * Registers the application of the demonstration and its purpose, as an administrator would. A later start updates its
 * addresses and its secret if they have changed, and keeps other changes.
 */
export async function registerDemoLibrary(
  orm: Executor,
  { home, clientSecret }: { readonly home: string; readonly clientSecret: string },
): Promise<void> {
  const addresses = {
    redirectUris: [`${home}/callback`],
    signOutUris: [`${home}/`],
    homeUrl: `${home}/`,
    backChannelLogoutUrl: `${home}/back-channel-logout`,
  };
  const secretHash = applicationSecretHash(clientSecret);
  const known = await findClient(orm, clientId);
  if (known === null) {
    // If an administrator disabled or deleted it, it stays disabled or deleted.
    if (await isClientIdTaken(orm, clientId)) return;
    await orm.transaction(async (tx) => {
      const id = await createApplication(tx, { ...settings, ...addresses, clientId, secretHash }, null);
      await createPurpose(tx, libraryPurpose(id), null, { translations: libraryPurposeTranslations });
    });
    return;
  }
  if (known.homeUrl !== addresses.homeUrl) await changeApplication(orm, { ...known, ...addresses }, null);
  if (await isSecretOf(orm, clientId, secretHash)) return;
  const [oldest, ...others] = await listSecrets(orm, known.id);
  if (oldest && others.length > 0) await endSecret(orm, { applicationId: known.id, secretId: oldest.id }, null);
  await addSecret(orm, { applicationId: known.id, hash: secretHash }, null);
}
