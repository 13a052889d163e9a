import { describe, expect, it } from "vitest";
import { productNames, productSetup } from "./products";

const facts = { issuer: "https://id.example", discovery: "https://id.example/.well-known/openid-configuration" };
const application = (redirectUri: string) => ({
  clientId: "client-1",
  redirectUris: ["https://other.example/cb", redirectUri],
  homeUrl: null,
  claimsInIdToken: false,
  pkceRequired: true,
});

describe("the set-up of a product", () => {
  it.each(productNames)("%s: every name in it is replaced, and its own redirect URI is recognised", (name) => {
    const { redirectUri } = productSetup(name, { ...application(""), redirectUris: [] }, facts);
    expect(redirectUri).toMatch(/^https:\/\/app\.example\/./);
    const setup = productSetup(name, application(redirectUri), facts);
    expect(setup.problems).not.toContain("redirect-uri");
    expect(setup.paste).toContain("client-1");
    expect(setup.paste).toContain("https://id.example");
    expect(setup.paste.match(/\{(issuer|discovery|clientId|application)\}/)).toBeNull();
  });

  it("says which address is missing, on the host of the application", () => {
    const setup = productSetup(
      "grafana",
      { ...application("https://g.example/login/generic-oauth"), homeUrl: "https://g.example/d" },
      facts,
    );
    expect(setup).toMatchObject({
      redirectUri: "https://g.example/login/generic_oauth",
      problems: ["redirect-uri"],
      needs: ["email"],
    });
  });

  it.each([
    ["moodle", "https://m.example/admin/oauth2callback.php", ["pkce"]],
    ["nextcloud", "https://n.example/index.php/apps/user_oidc/code", ["id-token"]],
    ["keycloak", "https://k.example/realms/master/broker/assent/endpoint", []],
  ] as const)("%s: what does not fit its needs", (name, redirectUri, problems) => {
    expect(productSetup(name, application(redirectUri), facts)).toMatchObject({ redirectUri, problems });
    const fitting = { ...application(redirectUri), claimsInIdToken: true, pkceRequired: false };
    expect(productSetup(name, fitting, facts).problems).toEqual([]);
  });
});
