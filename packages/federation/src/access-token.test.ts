import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWTPayload, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { verifyAccessToken } from "./access-token.ts";

const now = new Date("2026-11-29T12:00:00Z");
const seconds = now.getTime() / 1000;
const issuer = "https://assent.example";
type Key = Parameters<SignJWT["sign"]>[0];
const audience = `${issuer}/api/v1`;
let keys: JSONWebKeySet;
let ours: Key;
let strangers: Key;

beforeAll(async () => {
  const pair = await generateKeyPair("RS256", { extractable: true });
  ours = pair.privateKey;
  strangers = (await generateKeyPair("RS256")).privateKey;
  keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "one", alg: "RS256", use: "sig" }] };
});

interface Forged {
  readonly claims?: JWTPayload;
  readonly header?: { readonly typ?: string; readonly kid?: string };
  readonly without?: string;
  readonly stranger?: boolean;
}

async function token({ claims, header, without, stranger = false }: Forged = {}): Promise<string> {
  const payload: JWTPayload = {
    ...{ iss: issuer, aud: audience, sub: "service", client_id: "service", scope: "may-process grants:read" },
    ...{ iat: seconds, exp: seconds + 300, jti: "a", ...claims },
  };
  if (without !== undefined) delete payload[without];
  return new SignJWT(payload)
    .setProtectedHeader({ alg: "RS256", typ: "at+jwt", kid: "one", ...header })
    .sign(stranger ? strangers : ours);
}

const verify = (jwt: string) => verifyAccessToken(jwt, { issuer, audience, keys, now });

it("takes our token for this API, with either spelling of its type", async () => {
  const read = { clientId: "service", scopes: new Set(["may-process", "grants:read"]) };
  expect(await verify(await token())).toEqual(read);
  expect(await verify(await token({ header: { typ: "application/at+jwt" } }))).toEqual(read);
  expect(await verify(await token({ claims: { aud: ["https://other.example", audience] } }))).toEqual(read);
  expect(await verify(await token({ without: "scope" }))).toEqual({ clientId: "service", scopes: new Set() });
});

describe("refuses a token", () => {
  it.each<[what: string, forged: Forged]>([
    ["of another type", { header: { typ: "JWT" } }],
    ["of another issuer", { claims: { iss: "https://other.example" } }],
    ["for another API", { claims: { aud: "https://other.example/api" } }],
    ["for a client, as an ID token is", { claims: { aud: "service" } }],
    ["that has expired", { claims: { exp: seconds } }],
    ["that is not valid yet", { claims: { nbf: seconds + 60 } }],
    ["of another key", { stranger: true }],
    ["of a key that is not published", { header: { kid: "two" } }],
    ["that is bound to a key", { claims: { cnf: { jkt: "thumbprint" } } }],
    ["with a client that is not text", { claims: { client_id: 1 } }],
    ["with scopes that are not text", { claims: { scope: ["may-process"] } }],
    ...["exp", "iss", "aud", "sub", "client_id", "iat", "jti"].map((without): [string, Forged] => [
      `without ${without}`,
      { without },
    ]),
  ])("%s", async (_what, forged) => {
    expect(await verify(await token(forged))).toBeNull();
  });

  it("that is unsigned, or is not a token", async () => {
    const [, payload] = (await token()).split(".");
    const unsigned = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url");
    for (const jwt of [`${unsigned}.${payload}.`, "opaque", "", "a.b.c"]) expect(await verify(jwt)).toBeNull();
  });
});
