import { expect, test } from "vitest";
import { mismatchesOf } from "./mismatches";

const found = {
  scopes: ["openid", "email"],
  tokenAuthMethods: ["client_secret_post", "private_key_jwt"],
  algorithms: ["RS256", "ES256"],
  pkce: true,
};
const chosen = { scopes: "openid email", tokenAuthMethod: "client_secret_post", tokenAlgorithm: "" };

test.each([
  [{}, {}, []],
  [{}, { tokenAlgorithm: "ES256" }, []],
  [{}, { scopes: "openid  phone email groups" }, [{ code: "scopes", names: "phone, groups" }]],
  [
    {},
    { tokenAuthMethod: "client_secret_basic" },
    [{ code: "token-authentication", names: "client_secret_post, private_key_jwt" }],
  ],
  [{}, { tokenAlgorithm: "EdDSA" }, [{ code: "algorithm", names: "EdDSA" }]],
  [{ pkce: false }, {}, [{ code: "pkce", names: "" }]],
  [{ scopes: null, tokenAuthMethods: null, pkce: null }, { scopes: "phone", tokenAuthMethod: "private_key_jwt" }, []],
])("metadata %j and the choice %j", (facts, choice, mismatches) => {
  expect(mismatchesOf({ ...found, ...facts }, { ...chosen, ...choice })).toEqual(mismatches);
});
