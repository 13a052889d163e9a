import "server-only";
import { randomUUID } from "node:crypto";
import { addFirstOidcKeys, type NewOidcKey, type OidcKey, oidcKeys } from "@assent/database/applications/oidc-keys";
import { type OidcKeyAlgorithm, oidcKeyAlgorithms } from "@assent/database/schema/oidc-key";
import { openSecret } from "@assent/crypto/seal";
import { newClientKey } from "@assent/federation/client-key";
import type { JWK } from "oidc-provider";
import { database } from "@/platform/database";
import { env } from "@/platform/env";

const context = (id: string) => `oidc-key:${id}:private-key`;

/** New keys of both algorithms, not stored yet. */
async function newOidcKey(algorithm: OidcKeyAlgorithm): Promise<NewOidcKey> {
  const id = randomUUID();
  const { kid, publicKey, privateKeySealed } = await newClientKey(algorithm, {
    secret: env().secret,
    context: context(id),
  });
  return { id, kid, algorithm, publicKey, privateKeySealed };
}

/** New keys of both algorithms, not stored yet. */
const newOidcKeys = (): Promise<NewOidcKey[]> => Promise.all(oidcKeyAlgorithms.map(newOidcKey));

/**
 * Every published key, those that sign now first: the library signs with the first one of an algorithm and publishes all.
 * The private half of a retired key stays, since the library publishes only what it holds; it signs nothing. The first keys
 * are made here.
 */
export async function readOidcKeys(now: Date): Promise<JWK[]> {
  const { orm } = database();
  let stored = await oidcKeys(orm);
  if (stored.length === 0) {
    await addFirstOidcKeys(orm, await newOidcKeys());
    stored = await oidcKeys(orm);
  }
  return stored.sort((a, b) => rank(a, now) - rank(b, now)).map(openKey);
}

/** 0: signs. 1: published for the keys to come. 2: retired. */
function rank({ signsFrom, retiredAt }: OidcKey, now: Date): number {
  if (retiredAt !== null && retiredAt <= now) return 2;
  return signsFrom <= now ? 0 : 1;
}

function openKey({ id, kid, algorithm, privateKeySealed }: OidcKey): JWK {
  const privateKey = JSON.parse(openSecret(privateKeySealed, { ...env().seal, context: context(id) })) as JWK;
  return { ...privateKey, kid, alg: algorithm, use: "sig" };
}
