// An item is sealed with its own id, which must have at least 32 characters: a shorter one would fail at the first use.
import { generateKeyPairSync } from "node:crypto";
import { CryptoError } from "@assent/crypto/crypto-error";
import { type AdapterPayload, Provider } from "oidc-provider";
import { expect, test } from "vitest";
import { openedItem, storedItem } from "./stored-item";

const stored: { model: string; id: string; payload: AdapterPayload }[] = [];
const provider = new Provider("https://op.example", {
  adapter: (model: string) => ({
    upsert: async (id: string, payload: AdapterPayload) => void stored.push({ model, id, payload }),
    find: async () => undefined,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    consume: async () => undefined,
    destroy: async () => undefined,
    revokeByGrantId: async () => undefined,
  }),
  clients: [{ client_id: "library", client_secret: "secret", redirect_uris: ["https://library.example/callback"] }],
  jwks: { keys: [generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" })] },
  ttl: { AccessToken: 60, RefreshToken: 60, ClientCredentials: 60 },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
  },
});

test("every id that the library makes is 43 characters long", async () => {
  const client = await provider.Client.find("library");
  const of = { client, accountId: "somebody", grantId: "grant", scope: "openid", gty: "authorization_code" } as never;
  for (const Model of ["AuthorizationCode", "AccessToken", "RefreshToken", "ClientCredentials"] as const) {
    await new provider[Model](of).save();
  }
  await new provider.PushedAuthorizationRequest({ request: "request" }).save(60);
  const soon = Math.floor(Date.now() / 1000) + 60;
  await provider.ReplayDetection.unique("library", "short", soon);
  await provider.ReplayDetection.unique("library", "j".repeat(500), soon);
  expect(stored.map(({ model, id }) => [model, id.length])).toEqual([
    ["AuthorizationCode", 43],
    ["AccessToken", 43],
    ["RefreshToken", 43],
    ["ClientCredentials", 43],
    ["PushedAuthorizationRequest", 43],
    ["ReplayDetection", 43],
    ["ReplayDetection", 43],
  ]);
});

test("what is stored of an item contains no id and nothing of a request, and opens with its own id only", () => {
  const [id, otherId, grantId] = ["i".repeat(43), "o".repeat(43), "g".repeat(43)];
  const payload = { login_hint: "ana@example.org", grantId };
  const item = storedItem("Interaction", id, { text: JSON.stringify(payload), grantId });
  for (const text of [id, grantId, "ana@example.org"]) expect(JSON.stringify(item)).not.toContain(text);
  expect(openedItem("Interaction", id, item.payloadSealed)).toEqual(payload);
  expect(() => openedItem("Interaction", otherId, item.payloadSealed)).toThrow(CryptoError);
  expect(() => openedItem("AccessToken", id, item.payloadSealed)).toThrow(CryptoError);
});
