import { describe, expect, it } from "vitest";
import { connectionInput } from "./provider-input";

const good = {
  name: "Contoso ID",
  slug: "contoso",
  hint: "",
  issuer: "https://login.contoso.example",
  clientId: "assent",
  clientSecret: "",
  scopes: "openid profile email",
  tokenAuthMethod: "client_secret_basic",
  accountUrl: "",
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
  ])("takes %j", (change) => expect(codes(change)).toEqual([]));

  it("puts in order what was typed", () => {
    const change = { name: " Contoso\u202E ID ", scopes: " openid  email  email " };
    expect(connectionInput({ allowHttpLoopback: false }).parse({ ...good, ...change })).toMatchObject({
      name: "Contoso ID",
      scopes: "openid email",
    });
  });

  it.each([
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
    [{ accountUrl: "javascript:alert(1)" }, "accountUrl: not-https"],
    [{ accountUrl: "http://contoso.example" }, "accountUrl: not-https"],
    [{ enabled: "yes" }, "enabled: malformed"],
  ])("refuses %j: %s", (change, code) => expect(codes(change)).toContain(code));

  it("takes plain http to this machine where the demonstration allows it, and nowhere else", () => {
    const here = { issuer: "http://127.0.0.1:4000", accountUrl: "http://127.0.0.1:4000" };
    expect(codes(here, true)).toEqual([]);
    expect(codes({ issuer: "http://contoso.example", accountUrl: "http://contoso.example" }, true)).toHaveLength(2);
  });
});
