import "server-only";
import { addFirstOidcKeys, type OidcKey, oidcKeys } from "@assent/database/applications/oidc-keys";
import { CryptoError } from "@assent/crypto/crypto-error";
import { openSecret } from "@assent/crypto/seal";
import { namedByThumbprint } from "@assent/crypto/thumbprint";
import type { JWK } from "oidc-provider";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { log } from "@/platform/log";
import { newOidcKeys, oidcKeyContext } from "./new-oidc-keys";

/**
 * Every published key, those that sign now first, because the library signs with the first one of an algorithm and
 * publishes all. A retired key keeps its private half, because the library publishes only complete keys; it signs
 * nothing. The first keys are created here.
 */
export async function readOidcKeys(now: Date): Promise<JWK[]> {
  const { orm } = database();
  let stored = await oidcKeys(orm);
  if (stored.length === 0) {
    await addFirstOidcKeys(orm, await newOidcKeys(env().secret));
    stored = await oidcKeys(orm);
  }
  const opened = stored.sort((a, b) => rank(a, now) - rank(b, now)).flatMap(openKey);
  const named = await namedByThumbprint(opened.map((key) => ({ kid: key.kid ?? "", publicKey: key })));
  const keys = named.map(({ publicKey: key }) => key);
  if (keys.length === 0) throw new Error("No key of the OpenID provider opens with AUTH_SECRET");
  return keys;
}

/** 0: signs. 1: published for later. 2: retired. */
function rank({ signsFrom, retiredAt }: OidcKey, now: Date): number {
  if (retiredAt !== null && retiredAt <= now) return 2;
  return signsFrom <= now ? 0 : 1;
}

/** Empty for a key that a lost AUTH_SECRET sealed; then the keys of the next rotation sign at once. */
function openKey({ id, kid, algorithm, privateKeySealed }: OidcKey): JWK[] {
  try {
    const privateKey = JSON.parse(openSecret(privateKeySealed, { ...env().seal, context: oidcKeyContext(id) })) as JWK;
    return [{ ...privateKey, kid, alg: algorithm, use: "sig" }];
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    log("error", "oidc-key-closed", { code: error.code });
    return [];
  }
}
