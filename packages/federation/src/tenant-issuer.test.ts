import { describe, expect, test } from "vitest";
import { discover } from "./discovery.ts";
import { readIdentity } from "./identity.ts";
import { isTenantTemplate, subjectOf, tenantIssuer } from "./tenant-issuer.ts";
import {
  clientId,
  expectFederationError,
  fetchOut,
  json,
  metadataPath,
  now,
  sign,
  testSigningKey,
  startProvider,
} from "./testing.ts";

const contoso = "11111111-aaaa-4bbb-8ccc-000000000001";
const fabrikam = "22222222-aaaa-4bbb-8ccc-000000000002";

/** A provider of many tenants like Entra: metadata at /organizations, an issuer for each tenant. */
async function manyTenants() {
  const provider = await startProvider();
  const template = `${provider.issuer}/{tenantid}/v2.0`;
  const issuerOf = (tid: string) => template.replace("{tenantid}", tid);
  provider.on(`/organizations/v2.0${metadataPath}`, json(provider.metadata({ issuer: template })));
  const token = (claims: object, key = provider.key) => provider.idToken(claims, key);
  const read = async (claims: object, options: { tenants?: readonly string[]; key?: typeof provider.key } = {}) =>
    readIdentity({
      ...{ issuer: template, clientId, accessToken: "access", fetch: fetchOut, now },
      idToken: await token(claims, options.key),
      ...(options.tenants ? { tenants: options.tenants } : {}),
    });
  return { provider, template, issuerOf, read };
}

describe("a template issuer", () => {
  test.each([
    ["https://login.example/{tenantid}/v2.0", true],
    ["https://login.example/a/{tenantid}", true],
    ["https://login.example/common/v2.0", false],
    ["https://login.example/{tenant-id}/v2.0", false],
    ["https://login.example/{tenantid}/{tenantid}", false],
    ["https://login.example/{tenantid}/{other}", false],
    ["https://login.example/x{tenantid}/v2.0", false],
    ["https://{tenantid}/v2.0", false],
    ["https://{tenantid}.login.example/v2.0", false],
  ])("%s: %s", (issuer, is) => expect(isTenantTemplate(issuer)).toBe(is));

  test.each([undefined, null, 7, "", "common", "organizations", "a/b", "../x", contoso.toUpperCase(), `${contoso}/x`])(
    "%j is not a tenant to put into it",
    async (tid) => {
      await expectFederationError(
        Promise.resolve().then(() => tenantIssuer("https://login.example/{tenantid}/v2.0", tid)),
        "tenant-missing",
      );
    },
  );
});

describe("people of many tenants", () => {
  test("sign in with the issuer of their own tenant, and are identified by it and their subject", async () => {
    const { issuerOf, read } = await manyTenants();
    const [one, other] = [
      await read({ iss: issuerOf(contoso), tid: contoso, sub: "person-1" }),
      await read({ iss: issuerOf(fabrikam), tid: fabrikam, sub: "person-1" }),
    ];
    expect(one.subject).toBe(`${issuerOf(contoso)} person-1`);
    expect(other.subject).toBe(`${issuerOf(fabrikam)} person-1`);
    expect(one.claims["email"]).toBe("ana@idp.example");
  });

  test("a subject with a space identifies no other person", () => {
    const at = "https://l.example/{tenantid}";
    const subject = (tid: string, sub: string) => subjectOf(at, { iss: tenantIssuer(at, tid), sub });
    expect(subject(contoso, `x ${fabrikam}`)).not.toBe(subject(fabrikam, `x ${contoso}`));
    expect(subjectOf("https://l.example", { iss: "https://l.example", sub: "person-1" })).toBe("person-1");
  });

  const wrong = (issuerOf: (tid: string) => string, template: string) =>
    [
      ["another tenant's issuer", { iss: issuerOf(fabrikam), tid: contoso }, "issuer-wrong"],
      ["the template itself", { iss: template, tid: contoso }, "issuer-wrong"],
      ["the name of all of them", { iss: issuerOf("organizations"), tid: contoso }, "issuer-wrong"],
      ["an issuer elsewhere", { iss: `https://evil.example/${contoso}/v2.0`, tid: contoso }, "issuer-wrong"],
      ["no issuer", { iss: undefined, tid: contoso }, "claim-missing"],
      ["no tenant", { iss: issuerOf(contoso) }, "tenant-missing"],
      ["a tenant that is a list", { iss: issuerOf(contoso), tid: [contoso] }, "tenant-missing"],
      ["a tenant that is a path", { iss: issuerOf("a/b"), tid: "a/b" }, "tenant-missing"],
      ["the template's word for a tenant", { iss: template, tid: "{tenantid}" }, "tenant-missing"],
      ["capitals", { iss: issuerOf(contoso.toUpperCase()), tid: contoso.toUpperCase() }, "tenant-missing"],
    ] as const;

  test("a token with another value as its tenant is refused", async () => {
    const { issuerOf, template, read } = await manyTenants();
    for (const [, claims, code] of wrong(issuerOf, template)) await expectFederationError(read(claims), code);
  });

  test("only listed tenants may sign in, if there is a list", async () => {
    const { issuerOf, read } = await manyTenants();
    const claims = { iss: issuerOf(contoso), tid: contoso };
    await expect(read(claims, { tenants: [fabrikam, contoso] })).resolves.toMatchObject({});
    await expectFederationError(read(claims, { tenants: [fabrikam] }), "tenant-not-allowed");
  });

  test("a key of one tenant does not sign for another", async () => {
    const { provider, template, issuerOf, read } = await manyTenants();
    const [forAll, ofContoso] = [await testSigningKey("for-all"), await testSigningKey("of-contoso")];
    provider.on(
      "/jwks",
      json({
        keys: [
          { ...forAll.publicJwk, issuer: template },
          { ...ofContoso.publicJwk, issuer: issuerOf(contoso) },
        ],
      }),
    );
    const of = (tid: string) => ({ iss: issuerOf(tid), tid });
    for (const tid of [contoso, fabrikam]) await expect(read(of(tid), { key: forAll })).resolves.toMatchObject({});
    await expect(read(of(contoso), { key: ofContoso })).resolves.toMatchObject({});
    await expectFederationError(read(of(fabrikam), { key: ofContoso }), "key-unknown");
  });

  test("an unknown signature and another audience are refused", async () => {
    const { issuerOf, read } = await manyTenants();
    const claims = { iss: issuerOf(contoso), tid: contoso };
    await expectFederationError(read(claims, { key: await testSigningKey("key-1") }), "signature-wrong");
    await expectFederationError(read({ ...claims, aud: "somebody-else" }), "audience-wrong");
  });
});

describe("a provider of one tenant", () => {
  test("does not become a template through its metadata or a token", async () => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ issuer: `${provider.issuer}/{tenantid}` })));
    await expectFederationError(discover(provider.issuer, fetchOut, now), "issuer-mismatch");
    const other = await startProvider();
    const idToken = await sign(other.claims({ iss: `${other.issuer}/${contoso}`, tid: contoso }), other.key);
    const input = { issuer: other.issuer, clientId, accessToken: "access", fetch: fetchOut, now, idToken };
    await expectFederationError(readIdentity(input), "issuer-wrong");
  });

  test("is not requested under the name for all tenants", async () => {
    const provider = await startProvider();
    const template = `${provider.issuer}/{tenantid}/v2.0`;
    const document = provider.metadata({ issuer: `${provider.issuer}/organizations/v2.0` });
    provider.on(`/organizations/v2.0${metadataPath}`, json(document));
    await expectFederationError(discover(template, fetchOut, now), "issuer-mismatch");
    await expectFederationError(discover(`${provider.issuer}/{tenantid}/{x}`, fetchOut, now), "issuer-invalid");
  });
});
