import { expect, test } from "vitest";
import { discover } from "./discovery.ts";
import { metadataDemands, unusedOffers } from "./metadata-demands.ts";
import { fetchOut, json, metadataPath, now, startProvider } from "./testing.ts";

// Without this check, people would be sent to the error page of a provider that demands what we do not support.
test.each([
  [{}, []],
  [{ require_pushed_authorization_requests: true }, ["pushed-request"]],
  [{ require_pushed_authorization_requests: false, pushed_authorization_request_endpoint: "https://x.example" }, []],
  [{ require_signed_request_object: true }, ["request-object"]],
  [{ require_signed_request_object: "true" }, []],
  [{ response_modes_supported: ["form_post", "fragment"] }, ["response-mode"]],
  [{ response_modes_supported: ["form_post", "query"] }, []],
  [{ response_modes_supported: [] }, []],
  [{ response_modes_supported: null }, []],
  [{ token_endpoint_auth_methods_supported: ["tls_client_auth", "none"] }, ["token-authentication"]],
  [{ token_endpoint_auth_methods_supported: ["tls_client_auth", "client_secret_post"] }, []],
  [
    { token_endpoint_auth_methods_supported: ["none"], require_pushed_authorization_requests: true },
    ["pushed-request", "token-authentication"],
  ],
])("%j demands %j", async (members, demands) => {
  const provider = await startProvider();
  provider.on(metadataPath, json(provider.metadata(members)));
  expect(metadataDemands(await discover(provider.issuer, fetchOut, now), "query")).toEqual(demands);
});

test.each([
  [["form_post"], []],
  [["query"], ["response-mode"]],
  [undefined, []],
])("an answer as a form, where the metadata list %j: demands %j", async (modes, demands) => {
  const provider = await startProvider();
  provider.on(metadataPath, json(provider.metadata({ response_modes_supported: modes })));
  expect(metadataDemands(await discover(provider.issuer, fetchOut, now), "form_post")).toEqual(demands);
});

test.each([
  [{}, []],
  [{ id_token_encryption_alg_values_supported: ["RSA-OAEP"] }, ["encryption"]],
  [{ userinfo_encryption_alg_values_supported: ["ECDH-ES"] }, ["encryption"]],
  [{ id_token_encryption_alg_values_supported: [], dpop_signing_alg_values_supported: null }, []],
  [{ dpop_signing_alg_values_supported: "ES256" }, []],
  [
    { dpop_signing_alg_values_supported: ["ES256"], id_token_encryption_alg_values_supported: ["RSA-OAEP"] },
    ["encryption", "dpop"],
  ],
])("%j offers %j", async (members, offers) => {
  const provider = await startProvider();
  provider.on(metadataPath, json(provider.metadata(members)));
  expect(unusedOffers(await discover(provider.issuer, fetchOut, now))).toEqual(offers);
});
