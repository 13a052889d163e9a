// A provider that tests control: a real HTTP server on this machine, real keys, and answers that a test can replace.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import { expect, onTestFinished } from "vitest";
import { FederationError, type FederationErrorCode } from "./federation-error.ts";
import { guardedFetch } from "./guarded-fetch.ts";

export const clientId = "assent";
export const subject = "person-1";
/** The time of the tests. */
export const now = new Date("2030-01-02T03:04:05.000Z");
export const seconds = Math.floor(now.getTime() / 1000);
export const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);

/** Like the app's `fetch` for tests on one machine, with a time limit that a test can wait for. */
export const fetchOut = guardedFetch({ allowHttpLoopback: true, timeoutMs: 2_000 });

export type TestAnswer = (request: IncomingMessage, response: ServerResponse) => void;

export const json =
  (body: unknown, status = 200): TestAnswer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

/** Exactly these bytes: for JSON that JSON.stringify would not write, and for other text. */
export const raw =
  (body: string, contentType: string, status = 200): TestAnswer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": contentType }).end(body);
  };

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function testSigningKey(kid: string, alg = "ES256"): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

export const sign = (claims: object, key: SigningKey, header: object = {}): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey);

/** One part of a compact JWT, encoded and unsigned. */
export const encodePart = (part: object | string): string =>
  Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");

export interface TestProvider {
  readonly issuer: string;
  readonly key: SigningKey;
  /** Requested paths, in order. */
  readonly requests: string[];
  readonly on: (path: string, answer: TestAnswer) => void;
  readonly metadata: (overrides?: object) => Record<string, unknown>;
  readonly claims: (overrides?: object) => Record<string, unknown>;
  /** A valid ID token, unless an override or another key breaks it. */
  readonly idToken: (overrides?: object, key?: SigningKey) => Promise<string>;
  readonly close: () => Promise<void>;
}

export const metadataPath = "/.well-known/openid-configuration";

/** Starts a correct provider; the test replaces answers. It is closed when the test ends. */
export async function startProvider(path = ""): Promise<TestProvider> {
  const answers = new Map<string, TestAnswer>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    const answer = answers.get(request.url ?? "");
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  const issuer = `${await listen(server)}${path}`;
  const key = await testSigningKey("key-1");
  const metadata = (overrides: object = {}): Record<string, unknown> => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256", "PS256", "ES256", "EdDSA", "HS256", "none"],
    ...overrides,
  });
  const claims = (overrides: object = {}): Record<string, unknown> => ({
    iss: issuer,
    sub: subject,
    aud: clientId,
    iat: seconds,
    exp: seconds + 300,
    ...overrides,
  });
  answers.set(`${path}${metadataPath}`, json(metadata()));
  answers.set(`${path}/jwks`, json({ keys: [key.publicJwk] }));
  answers.set(`${path}/userinfo`, json({ sub: subject, email: "ana@idp.example" }));
  const close = () => closeServer(server);
  onTestFinished(close);
  return {
    issuer,
    key,
    requests,
    on: (at, answer) => void answers.set(`${path}${at}`, answer),
    metadata,
    claims,
    idToken: (overrides, signer = key) => sign(claims(overrides), signer),
    close,
  };
}

/** Listens on a free port of this machine and returns the origin. */
export function listen(server: Server, port = 0): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Expects exactly this refusal, and that its message quotes none of `secrets`. */
export async function expectFederationError(
  attempt: Promise<unknown>,
  code: FederationErrorCode,
  secrets: readonly string[] = [],
): Promise<void> {
  const error: unknown = await attempt.then(
    () => new Error(`It was accepted, and not refused with ${code}.`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FederationError);
  const refusal = error as FederationError;
  expect(refusal.code).toBe(code);
  expect(refusal.cause).toBeUndefined();
  // "other" is a secret of some tests, and "another" a word of our sentences.
  const said = `${refusal.message} ${refusal.stack}`.replaceAll("another", "");
  for (const secret of secrets) expect(said).not.toContain(secret);
}
