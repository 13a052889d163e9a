import { randomUUID } from "node:crypto";
import type { NewOidcKey } from "@assent/database/applications/oidc-keys";
import { type OidcKeyAlgorithm, oidcKeyAlgorithms } from "@assent/database/schema/oidc-key";
import { newClientKey } from "@assent/federation/client-key";

// The app and a command make keys, so this file does not import "server-only".

/** Binds a private key to its row, so that a sealed key that is copied into another row does not open. */
export const oidcKeyContext = (id: string): string => `oidc-key:${id}:private-key`;

/** New keys of each algorithm, sealed with the secret of this installation and not stored yet. */
export const newOidcKeys = (secret: string): Promise<NewOidcKey[]> =>
  Promise.all(oidcKeyAlgorithms.map((algorithm) => newOidcKey(algorithm, secret)));

async function newOidcKey(algorithm: OidcKeyAlgorithm, secret: string): Promise<NewOidcKey> {
  const id = randomUUID();
  const { kid, publicKey, privateKeySealed } = await newClientKey(algorithm, { secret, context: oidcKeyContext(id) });
  return { id, kid, algorithm, publicKey, privateKeySealed };
}
