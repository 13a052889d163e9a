import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { EncryptJWT, errors, jwtDecrypt } from "jose";
import { CryptoError } from "./crypto-error.ts";

/**
 * `length` bytes that only the owner of the secret can compute, different ones for every `info`: HKDF with SHA-256, RFC
 * 5869. `info` binds the key to its use (section 3.2), so that what was sealed for one use cannot be opened in another.
 * There is no salt, which section 3.1 allows, because both sides know only the secret.
 *
 * Errors: CryptoError secret-too-short. HKDF does not make a weak secret strong (section 4).
 */
export function deriveKey(secret: string, info: string, length: number): Buffer {
  if (secret.length < 32) throw new CryptoError("secret-too-short");
  const name = JSON.stringify([secret, info, length]);
  const known = derived.get(name);
  if (known) return Buffer.from(known);
  const key = Buffer.from(hkdfSync("sha256", secret, "", info, length));
  if (derived.size >= mostDerived) derived.clear();
  derived.set(name, Buffer.from(key));
  return key;
}

/** An installation has a few secrets and a few dozen uses, each needed in every sign-in. Callers get copies. */
const derived = new Map<string, Buffer>();
const mostDerived = 500;

export type OpenedToken<T> =
  | { readonly ok: true; readonly payload: T; readonly expiresAt: Date }
  | { readonly ok: false; readonly code: "invalid" | "expired" };

const tokenKey = (secret: string, purpose: string) => deriveKey(secret, `assent token: ${purpose}`, 32);

/**
 * Seals a payload for a short time, to be stored where no one may read or change it: an encrypted JWT (RFC 7516;
 * `dir` with `A256GCM`, RFC 7518, sections 4.5 and 5.3). Each purpose has its own key. The opened payload is what
 * JSON keeps of it.
 *
 * Errors: CryptoError secret-too-short.
 */
export async function sealToken(
  payload: object,
  options: { secret: string; purpose: string; expiresAt: Date },
): Promise<string> {
  // RFC 7519, section 2: a NumericDate may have a fraction, which keeps the milliseconds.
  return new EncryptJWT({ data: payload, exp: options.expiresAt.getTime() / 1000 })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .encrypt(tokenKey(options.secret, options.purpose));
}

/**
 * Opens a token of sealToken. `expired` from the exact millisecond of `expiresAt` (RFC 7519, section 4.1.4, without
 * leeway, because it is our own clock). `invalid` for everything else: changed, sealed for another purpose or with
 * another secret, or not a sealed token. T is the type that is sealed for this purpose; only we can seal one.
 *
 * Errors: CryptoError secret-too-short.
 */
export async function openToken<T>(
  token: string,
  options: { secret: string; previousSecrets?: readonly string[]; purpose: string; now: Date },
): Promise<OpenedToken<T>> {
  // A token does not name its key.
  for (const secret of [options.secret, ...(options.previousSecrets ?? [])]) {
    const opened = await openWith<T>(token, tokenKey(secret, options.purpose), options.now);
    if (opened.ok || opened.code === "expired") return opened;
  }
  return { ok: false, code: "invalid" };
}

async function openWith<T>(token: string, key: Uint8Array, now: Date): Promise<OpenedToken<T>> {
  try {
    const { payload } = await jwtDecrypt<{ data: T; exp: number }>(token, key, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
      maxDecompressedLength: 0,
      requiredClaims: ["data", "exp"],
      currentDate: now,
    });
    const expiresAt = new Date(Math.round(payload.exp * 1000));
    // jose compares whole seconds.
    if (now.getTime() >= expiresAt.getTime()) return { ok: false, code: "expired" };
    return { ok: true, payload: payload.data, expiresAt };
  } catch (error) {
    return { ok: false, code: error instanceof errors.JWTExpired ? "expired" : "invalid" };
  }
}

export interface SecretOptions {
  readonly secret: string;
  /** What the value belongs to, such as the id of its row. It cannot be opened with another context. */
  readonly context: string;
  /** Earlier secrets. What they sealed can still be opened; new values are sealed with `secret`. */
  readonly previousSecrets?: readonly string[];
}

const secretKey = (secret: string) => deriveKey(secret, "assent sealed secret", 32);
/** Eight characters that name the secret and reveal nothing about it: another `info` of the same HKDF. */
const keyId = (secret: string) => deriveKey(secret, "assent sealed secret, key id", 6).toString("base64url");

const associatedData = (context: string) => Buffer.from(`v1.${context}`);

/**
 * Seals a secret for the database: AES-256-GCM (NIST SP 800-38D) under a fresh 96-bit IV, `context` as associated
 * data. The result is `v1.<key id>.<iv>.<ciphertext>.<tag>` in base64url.
 *
 * Errors: CryptoError secret-too-short.
 */
export function sealSecret(plain: string, options: SecretOptions): string {
  const id = keyId(options.secret);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", secretKey(options.secret), iv).setAAD(associatedData(options.context));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return ["v1", id, ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/**
 * Opens a value of sealSecret with the same context.
 *
 * Errors: CryptoError seal-malformed, seal-key-unknown, seal-broken (changed, or moved to another row),
 * secret-too-short.
 */
export function openSecret(sealed: string, options: SecretOptions): string {
  const [, id, ...parts] = /^v1\.([\w-]{8})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/.exec(sealed) ?? [];
  const [iv, text, tag] = parts.map((part) => Buffer.from(part, "base64url"));
  if (id === undefined || !iv || !text || !tag) throw new CryptoError("seal-malformed");
  const secret = [options.secret, ...(options.previousSecrets ?? [])].find((candidate) => keyId(candidate) === id);
  if (secret === undefined) throw new CryptoError("seal-key-unknown");
  try {
    const decipher = createDecipheriv("aes-256-gcm", secretKey(secret), iv, { authTagLength: 16 })
      .setAAD(associatedData(options.context))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch {
    throw new CryptoError("seal-broken");
  }
}

/**
 * Seals a value again with `secret`; null if it already is, and can be opened. For a change of `secret`: every row
 * passes through here while both secrets are known, in any order and any number of times.
 *
 * Errors: those of openSecret.
 */
export function resealSecret(sealed: string, options: SecretOptions): string | null {
  const plain = openSecret(sealed, options);
  return sealed.startsWith(`v1.${keyId(options.secret)}.`) ? null : sealSecret(plain, options);
}
