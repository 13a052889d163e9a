import { randomUUID } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import { FederationError } from "./federation-error.ts";
import type { ProviderMetadata } from "./provider-metadata.ts";
import { openSecret, sealSecret, type SecretOptions } from "@assent/crypto/seal";

/** The algorithms of our own keys, in order of preference. RFC 7518, section 3.1; RFC 8037; RFC 9864. */
export const clientKeyAlgorithms = ["EdDSA", "Ed25519", "ES256", "RS256"] as const;
export type ClientKeyAlgorithm = (typeof clientKeyAlgorithms)[number];

/** A public key as the members of a JWK (RFC 7517, section 4) that are about the key itself. */
export type PublicClientKey = Readonly<Record<string, string>>;

export interface ClientKey {
  /** Its thumbprint, RFC 7638. */
  readonly kid: string;
  readonly algorithm: ClientKeyAlgorithm;
  readonly publicKey: PublicClientKey;
}

/**
 * The algorithm for our key at this provider's token endpoint. A provider that does not say what it accepts gets
 * RS256, which it should accept (Discovery 1.0, section 3, token_endpoint_auth_signing_alg_values_supported).
 * Errors: FederationError client-key-unsupported.
 */
export function clientKeyAlgorithm(metadata: ProviderMetadata): ClientKeyAlgorithm {
  const taken = metadata.token_endpoint_auth_signing_alg_values_supported;
  if (taken === undefined) return "RS256";
  const found = clientKeyAlgorithms.find((algorithm) => taken.includes(algorithm));
  if (found === undefined) throw new FederationError("client-key-unsupported");
  return found;
}

const publicMembers = ["kty", "crv", "x", "y", "n", "e"] as const;

/**
 * A new key. The private JWK is sealed for `context` and cannot be opened with another one. Errors: CryptoError
 * secret-too-short.
 */
export async function newClientKey(
  algorithm: ClientKeyAlgorithm,
  options: Omit<SecretOptions, "previousSecrets">,
): Promise<ClientKey & { readonly privateKeySealed: string }> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  // By name, so that no private member is ever published.
  const publicKey = Object.fromEntries(publicMembers.flatMap((name) => (jwk[name] ? [[name, jwk[name]]] : [])));
  const kid = await calculateJwkThumbprint(publicKey);
  return { kid, algorithm, publicKey, privateKeySealed: sealSecret(JSON.stringify(jwk), options) };
}

/** In seconds. The provider receives the assertion at once, or never. */
const assertionLifetime = 60;

/**
 * Authenticates the client with its key: OpenID Connect Core 1.0, section 9, private_key_jwt; RFC 7523, section 3.
 * `aud` is the token endpoint alone, as Core asks. A provider that names another provider's endpoint as its own gains
 * nothing by the assertion, because each provider has its own key.
 * Errors: CryptoError of openSecret.
 */
export async function clientAssertion(
  { kid, algorithm, privateKeySealed }: Omit<ClientKey, "publicKey"> & { readonly privateKeySealed: string },
  { clientId, tokenEndpoint, now, ...options }: SecretOptions & { clientId: string; tokenEndpoint: string; now: Date },
): Promise<string> {
  const privateKey = await importJWK(JSON.parse(openSecret(privateKeySealed, options)) as JWK, algorithm);
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: algorithm, kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenEndpoint)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + assertionLifetime)
    .sign(privateKey);
}

/** RFC 7523, section 2.2. */
export const clientAssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
