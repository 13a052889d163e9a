import { describe, expect, it } from "vitest";
import { connectionInput } from "./schema";

const good = {
  name: "Contoso ID",
  slug: "contoso",
  hint: "",
  logoLetters: "",
  issuer: "https://login.contoso.example",
  clientId: "assent",
  clientSecret: "",
  scopes: "openid profile email",
  tokenAuthMethod: "client_secret_basic",
  responseMode: "query",
  tokenAlgorithm: "",
  subjectsStay: false,
  accountUrl: "",
  domains: "",
  tenants: "",
  authorizationParameters: "",
  enabled: false,
};

const codes = (change: object, allowHttpLoopback = false) => {
  const read = connectionInput({ allowHttpLoopback }).safeParse({ ...good, ...change });
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

describe("connectionInput", () => {
  it.each([
    [{ name: "  Contoso\u202E ID " }],
    [{ slug: "a-1" }],
    [{ issuer: "https://login.contoso.example/realms/one/" }],
    [{ scopes: " openid  email  email " }],
    [{ accountUrl: "https://me.contoso.example/" }],
    [{ tokenAuthMethod: "private_key_jwt" }],
    [{ domains: "contoso.example" }],
    [{ issuer: "https://login.contoso.example/{tenantid}/v2.0" }],
    [{ tenants: "11111111-AAAA-4bbb-8ccc-000000000001\n22222222-aaaa-4bbb-8ccc-000000000002" }],
    [{ authorizationParameters: "prompt=login\nhd=contoso.example" }],
  ])("accepts %j", (change) => expect(codes(change)).toEqual([]));

  it("tidies what was typed", () => {
    const change = { name: " Contoso\u202E ID ", scopes: " openid  email  email " };
    expect(connectionInput({ allowHttpLoopback: false }).parse({ ...good, ...change })).toMatchObject({
      name: "Contoso ID",
      scopes: "openid email",
    });
  });

  it("reads domains as they are compared, and parameters as they are sent", () => {
    const change = {
      domains: " @Contoso.example\n\ncontoso.example, ñandú.example;b.example",
      authorizationParameters: "prompt=login\n hd = a&b \n",
    };
    expect(connectionInput({ allowHttpLoopback: false }).parse({ ...good, ...change })).toMatchObject({
      domains: ["contoso.example", "xn--and-6ma2c.example", "b.example"],
      authorizationParameters: "prompt=login&hd=a%26b",
    });
  });

  it.each([
    [{ domains: "contoso.example\nlocalhost" }, "domains: no-domain:localhost"],
    [{ domains: "ana@contoso.example" }, "domains: no-domain:ana@contoso.example"],
    [{ domains: "https://contoso.example" }, "domains: no-domain:https://contoso.example"],
    [{ domains: "192.0.2.1" }, "domains: no-domain:192.0.2.1"],
    [{ domains: "x".repeat(300) }, "domains: no-domain:…"],
    [{ domains: Array.from({ length: 101 }, (_, index) => `d${index}.example`).join("\n") }, "domains: too-many"],
    [{ domains: 7 }, "domains: malformed"],
    [{ logoLetters: "abc" }, "logoLetters: letters-two"],
    [{ tenants: "contoso.example" }, "tenants: tenants-shape"],
    [{ tenants: "{tenantid}" }, "tenants: tenants-shape"],
    [{ issuer: "https://{tenantid}.contoso.example" }, "issuer: issuer-placeholder"],
    [{ issuer: "http://login.contoso.example/{tenantid}" }, "issuer: issuer-invalid"],
    [{ issuer: "https://login.contoso.example/{tenantid}/{tenant}" }, "issuer: issuer-placeholder"],
    [
      { authorizationParameters: "redirect_uri=https://evil.example" },
      "authorizationParameters: parameter-reserved:redirect_uri",
    ],
    [{ authorizationParameters: "prompt" }, "authorizationParameters: parameter-shape"],
    [{ authorizationParameters: "x".repeat(30_001) }, "authorizationParameters: too-long"],
    [{ name: " \u200b " }, "name: name-missing"],
    [{ name: "x".repeat(256) }, "name: too-long"],
    [{ name: "a\u0000b" }, "name: control-characters"],
    [{ name: 7 }, "name: malformed"],
    [{ slug: "" }, "slug: slug-missing"],
    [{ slug: "Contoso" }, "slug: slug-shape"],
    [{ slug: "a--b" }, "slug: slug-shape"],
    [{ slug: "a/../b" }, "slug: slug-shape"],
    [{ slug: "a".repeat(64) }, "slug: slug-shape"],
    [{ issuer: "" }, "issuer: issuer-missing"],
    [{ issuer: "https://login.contoso.example/{tenant}/v2.0" }, "issuer: issuer-placeholder"],
    [{ issuer: "login.contoso.example" }, "issuer: issuer-invalid"],
    [{ issuer: "http://login.contoso.example" }, "issuer: issuer-invalid"],
    [{ issuer: "http://127.0.0.1:4000" }, "issuer: issuer-invalid"],
    [{ issuer: "https://u:p@contoso.example" }, "issuer: issuer-invalid"],
    [{ issuer: "https://contoso.example/?x" }, "issuer: issuer-invalid"],
    [{ issuer: "https://contoso.example#x" }, "issuer: issuer-invalid"],
    [{ issuer: "javascript:alert(1)" }, "issuer: issuer-invalid"],
    [{ clientId: "" }, "clientId: client-id-missing"],
    [{ clientSecret: "s\u00e9cret" }, "clientSecret: secret-shape"],
    [{ clientSecret: "x".repeat(1024) }, "clientSecret: too-long"],
    [{ scopes: "" }, "scopes: scopes-missing"],
    [{ scopes: "profile email" }, "scopes: scopes-openid"],
    [{ scopes: 'openid "email"' }, "scopes: scopes-shape"],
    [{ tokenAuthMethod: "none" }, "tokenAuthMethod: malformed"],
    [{ responseMode: "fragment" }, "responseMode: malformed"],
    [{ tokenAlgorithm: "HS256" }, "tokenAlgorithm: malformed"],
    [{ accountUrl: "javascript:alert(1)" }, "accountUrl: not-https"],
    [{ accountUrl: "http://contoso.example" }, "accountUrl: not-https"],
    [{ enabled: "yes" }, "enabled: malformed"],
  ])("refuses %j: %s", (change, code) => expect(codes(change)).toContain(code));

  it("accepts plain http to this machine in the demonstration only", () => {
    const here = { issuer: "http://127.0.0.1:4000", accountUrl: "http://127.0.0.1:4000" };
    expect(codes(here, true)).toEqual([]);
    expect(codes({ issuer: "http://contoso.example", accountUrl: "http://contoso.example" }, true)).toHaveLength(2);
  });
});
