import { describe, expect, it } from "vitest";
import { applicationSettings } from "./schema";

const schema = applicationSettings({ origin: "https://id.example" });

const typed = (over: Readonly<Record<string, unknown>> = {}) => ({
  kind: "web",
  name: "Library Portal",
  redirectUris: "https://library.example/callback",
  signOutUris: "",
  homeUrl: "",
  backChannelLogoutUrl: "",
  authMethod: "client_secret_basic",
  jwks: "",
  subjectType: "pairwise",
  claimsInIdToken: false,
  choosesProvider: false,
  subjectsOf: "",
  idTokenAlgorithm: "RS256",
  pkceRequired: true,
  ...over,
});

function problemsOf(input: unknown): Record<string, string> {
  const read = schema.safeParse(input);
  return Object.fromEntries((read.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}

describe("an application as it is typed", () => {
  it("keeps each address unchanged, once", () => {
    const addresses =
      " https://Library.example/Callback/ \n\nhttps://library.example:8443/cb?x=1\nhttps://Library.example/Callback/";
    expect(schema.parse(typed({ redirectUris: addresses }))).toMatchObject({
      redirectUris: ["https://Library.example/Callback/", "https://library.example:8443/cb?x=1"],
      homeUrl: null,
      jwks: null,
    });
  });

  it.each([
    [{ name: " \u200b " }, "name", "name-missing"],
    [{ name: "x".repeat(101) }, "name", "too-long"],
    [{ redirectUris: " \n " }, "redirectUris", "redirect-missing"],
    [{ redirectUris: "https://a.example/ok\nhttps://*.a.example/" }, "redirectUris", "wildcard:https://*.a.example/"],
    [{ redirectUris: "a.example/callback" }, "redirectUris", "not-an-address:a.example/callback"],
    [{ redirectUris: "http://a.example/" }, "redirectUris", "needs-https:http://a.example/"],
    [{ redirectUris: "https://a.example/#cb" }, "redirectUris", "fragment:https://a.example/#cb"],
    [{ redirectUris: "https://id.example/oidc/auth" }, "redirectUris", "own-origin:https://id.example/oidc/auth"],
    [{ redirectUris: `https://a.example/${"x".repeat(2000)}` }, "redirectUris", "too-long:…"],
    [{ signOutUris: "https://u:p@a.example/" }, "signOutUris", "credentials:https://u:p@a.example/"],
    [{ homeUrl: "library.example" }, "homeUrl", "not-an-address:library.example"],
    [{ backChannelLogoutUrl: "http://a.example/" }, "backChannelLogoutUrl", "needs-https:http://a.example/"],
    [{ kind: "native", redirectUris: "myapp:/cb" }, "redirectUris", "loopback-or-own-scheme:myapp:/cb"],
    [{ authMethod: "none" }, "authMethod", "malformed"],
    [{ kind: "service", authMethod: "none" }, "authMethod", "malformed"],
    [{ authMethod: "private_key_jwt" }, "jwks", "jwks-missing"],
    [{ authMethod: "private_key_jwt", jwks: "{}" }, "jwks", "jwks-shape"],
    [{ authMethod: "private_key_jwt", jwks: '{"keys":[]}' }, "jwks", "jwks-shape"],
    [{ authMethod: "private_key_jwt", jwks: '{"keys":[{"kty":"EC","d":"x"}]}' }, "jwks", "jwks-private"],
    [{ authMethod: "private_key_jwt", jwks: '{"keys":[{"kty":"oct","k":"x"}]}' }, "jwks", "jwks-private"],
  ])("%j: %s is %s", (over, field, problem) => {
    expect(problemsOf(typed(over))).toEqual({ [field]: problem });
  });

  it("reports everything that is missing or wrong at once", () => {
    expect(problemsOf(typed({ name: "", redirectUris: "", homeUrl: "a.example" }))).toEqual({
      name: "name-missing",
      redirectUris: "redirect-missing",
      homeUrl: "not-an-address:a.example",
    });
  });

  it.each(["single-page", "native"] as const)("gives a %s application no secret, and PKCE", (kind) => {
    const settings = schema.parse(
      typed({
        kind,
        pkceRequired: false,
        backChannelLogoutUrl: "https://a.example/",
        redirectUris: "https://a.example/",
      }),
    );
    expect(settings).toMatchObject({ authMethod: "none", pkceRequired: true, backChannelLogoutUrl: null, jwks: null });
  });

  it("asks a service for no address", () => {
    const over = { kind: "service", redirectUris: "", homeUrl: "https://a.example/" };
    const read = { redirectUris: [], homeUrl: null, claimsInIdToken: false, choosesProvider: false };
    expect(schema.parse(typed({ ...over, claimsInIdToken: true, choosesProvider: true }))).toMatchObject(read);
    expect(schema.parse(typed({ ...over, subjectsOf: "one" }))).toMatchObject({ subjectsOf: "one" });
    expect(schema.parse(typed({ subjectsOf: "one" }))).toMatchObject({ subjectsOf: null });
  });

  it("keeps public keys", () => {
    const jwks = { keys: [{ kty: "OKP", crv: "Ed25519", x: "abc", kid: "1" }] };
    expect(schema.parse(typed({ authMethod: "private_key_jwt", jwks: JSON.stringify(jwks) }))).toMatchObject({ jwks });
  });
});
