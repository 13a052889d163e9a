import { algorithmsOf } from "./algorithms.ts";
import { createServer } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { discover, discoverAnew } from "./discovery.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import {
  closeServer,
  expectFederationError,
  fetchOut,
  json,
  later,
  listen,
  metadataPath,
  now,
  raw,
  startProvider,
} from "./testing.ts";

const minutes = 60_000;

describe("what is accepted", () => {
  test("the members of the specification by their own names, and nothing else", async () => {
    const provider = await startProvider();
    provider.on(
      metadataPath,
      json(
        provider.metadata({
          end_session_endpoint: `${provider.issuer}/logout`,
          code_challenge_methods_supported: ["S256"],
          authorization_response_iss_parameter_supported: true,
          claims_supported: null,
          userinfo_endpoint: "",
          registration_endpoint: "javascript:0",
        }),
      ),
    );
    const metadata = await discover(provider.issuer, fetchOut, now);
    expect(metadata).toEqual({
      ...provider.metadata({ userinfo_endpoint: undefined }),
      end_session_endpoint: `${provider.issuer}/logout`,
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    });
    expect(Object.isFrozen(metadata)).toBe(true);
    expect(Object.isFrozen(metadata.response_types_supported)).toBe(true);
  });

  test("an issuer with a path, and with a slash at its end", async () => {
    const provider = await startProvider("/realms/one");
    expect((await discover(provider.issuer, fetchOut, now)).issuer).toBe(provider.issuer);
    const withSlash = `${provider.issuer}/`;
    provider.on(metadataPath, json(provider.metadata({ issuer: withSlash })));
    expect((await discover(withSlash, fetchOut, now)).issuer).toBe(withSlash);
    expect(provider.requests).toEqual([`/realms/one${metadataPath}`, `/realms/one${metadataPath}`]);
  });
});

describe("the issuer", () => {
  test.each([
    "",
    "idp.example",
    "http://idp.example",
    "https://idp.example?tenant=1",
    "https://idp.example/#here",
    "https://idp.example/?",
    "https://user:canary@idp.example",
    "ftp://idp.example",
  ])("cannot be %j", async (issuer) => {
    await expectFederationError(discover(issuer, fetchOut, now), "issuer-invalid", ["canary"]);
  });

  test("on this machine is refused by a fetch that does not allow it", async () => {
    const provider = await startProvider();
    const strict = guardedFetch({ allowHttpLoopback: false });
    await expectFederationError(discover(provider.issuer, strict, now), "address-not-allowed");
    expect(provider.requests).toEqual([]);
  });

  test.each([
    ["another", (issuer: string) => issuer.replace("127.0.0.1", "localhost")],
    ["one with another slash", (issuer: string) => `${issuer}/`],
    ["one in capitals", (issuer: string) => issuer.toUpperCase()],
    ["none", () => undefined],
    ["a list of them", (issuer: string) => [issuer]],
  ])("%s in the document is a mismatch", async (_name, change) => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ issuer: change(provider.issuer) })));
    await expectFederationError(discover(provider.issuer, fetchOut, now), "issuer-mismatch");
  });

  test("is not read from a prototype", async () => {
    const provider = await startProvider();
    const inherited = JSON.stringify({ ...provider.metadata(), issuer: undefined }).slice(1);
    provider.on(metadataPath, raw(`{"__proto__":{"issuer":"${provider.issuer}"},${inherited}`, "application/json"));
    await expectFederationError(discover(provider.issuer, fetchOut, now), "issuer-mismatch");
  });
});

describe("members", () => {
  test.each([
    "authorization_endpoint",
    "token_endpoint",
    "jwks_uri",
    "response_types_supported",
    "subject_types_supported",
  ])("%s is required", async (name) => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ [name]: undefined })));
    await expectFederationError(discover(provider.issuer, fetchOut, now), "metadata-incomplete");
    await expect(discover(provider.issuer, fetchOut, now)).rejects.toMatchObject({ detail: name });
  });

  test.each([
    ["authorization_endpoint", ""],
    ["authorization_endpoint", "http://idp.example/authorize"],
    ["token_endpoint", "http://169.254.169.254/token"],
    ["jwks_uri", "/jwks"],
    ["jwks_uri", 7],
    ["token_endpoint", "https://user:canary@idp.example/token"],
    ["authorization_endpoint", "javascript:alert(1)"],
    ["authorization_endpoint", "https://idp.example/authorize#fragment"],
    ["userinfo_endpoint", "http://10.0.0.1/userinfo"],
    ["end_session_endpoint", "javascript:alert(1)"],
    ["response_types_supported", "code"],
    ["scopes_supported", [1]],
  ])("%s may not be %j", async (name, value) => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ [name]: value })));
    await expectFederationError(discover(provider.issuer, fetchOut, now), "metadata-invalid", ["canary"]);
    await expect(discover(provider.issuer, fetchOut, now)).rejects.toMatchObject({ detail: name });
  });

  test("an https issuer cannot name plain http, even on this machine", async () => {
    const issuer = "https://idp.example";
    const answer = { ...(await startProvider()).metadata(), issuer };
    // No test server has a certificate, so this answer comes without a network.
    const attempt = discover(issuer, () => Promise.resolve(Response.json(answer)), now);
    await expectFederationError(attempt, "metadata-invalid");
  });

  test.each([[undefined], [null], [[]]])("no list of algorithms (%j) means RS256", async (list) => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ id_token_signing_alg_values_supported: list })));
    const metadata = await discover(provider.issuer, fetchOut, now);
    expect(metadata).not.toHaveProperty("id_token_signing_alg_values_supported");
    expect(algorithmsOf(metadata.id_token_signing_alg_values_supported)).toEqual(["RS256"]);
  });

  test("the code flow must be offered, with an algorithm that is allowed", async () => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ response_types_supported: ["id_token"] })));
    await expectFederationError(discover(provider.issuer, fetchOut, now), "code-flow-unsupported");
    const symmetric = { id_token_signing_alg_values_supported: ["HS256", "none"] };
    provider.on(metadataPath, json(provider.metadata(symmetric)));
    await expectFederationError(discover(provider.issuer, fetchOut, now), "algorithm-unsupported");
  });
});

describe("unusable answers", () => {
  test.each([
    ["HTML", raw("<html>canary</html>", "text/html"), "unexpected-content-type"],
    ["HTML that says it is JSON", raw("<html>canary</html>", "application/json"), "not-json"],
    ["JSON that says it is text", raw("{}", "text/plain"), "unexpected-content-type"],
    ["a list", raw("[]", "application/json"), "not-json"],
    ["null", raw("null", "application/json"), "not-json"],
    ["nothing", raw("", "application/json"), "not-json"],
    ["a 500", raw("canary", "application/json", 500), "unexpected-status"],
    ["a 404", raw("canary", "text/html", 404), "unexpected-status"],
    ["a 201", raw("{}", "application/json", 201), "unexpected-status"],
  ] as const)("%s", async (_name, answer, code) => {
    const provider = await startProvider();
    provider.on(metadataPath, answer);
    await expectFederationError(discover(provider.issuer, fetchOut, now), code, ["canary"]);
  });

  test("one that is too large, redirects or hangs", async () => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ filler: "x".repeat(300_000) })));
    await expectFederationError(discover(provider.issuer, fetchOut, now), "too-large");
    provider.on(metadataPath, (_request, response) => response.writeHead(302, { location: "/elsewhere" }).end());
    await expectFederationError(discover(provider.issuer, fetchOut, now), "redirect-refused");
    provider.on(metadataPath, () => {});
    const hurried = guardedFetch({ allowHttpLoopback: true, timeoutMs: 60 });
    await expectFederationError(discover(provider.issuer, hurried, now), "timed-out");
  });
});

describe("the cache", () => {
  test("keeps metadata for ten minutes", async () => {
    const provider = await startProvider();
    const first = await discover(provider.issuer, fetchOut, now);
    expect(await discover(provider.issuer, fetchOut, later(10 * minutes - 1))).toBe(first);
    expect(provider.requests).toHaveLength(1);
    provider.on(metadataPath, json(provider.metadata({ scopes_supported: ["openid"] })));
    expect((await discover(provider.issuer, fetchOut, later(10 * minutes))).scopes_supported).toEqual(["openid"]);
    expect(provider.requests).toHaveLength(2);
  });

  test("reads again when a provider is set up, and serves the new metadata from then on", async () => {
    const provider = await startProvider();
    await discover(provider.issuer, fetchOut, now);
    provider.on(metadataPath, json(provider.metadata({ scopes_supported: ["openid", "new"] })));
    expect((await discover(provider.issuer, fetchOut, now)).scopes_supported).toBeUndefined();
    expect((await discoverAnew(provider.issuer, fetchOut, now)).scopes_supported).toEqual(["openid", "new"]);
    expect((await discover(provider.issuer, fetchOut, now)).scopes_supported).toEqual(["openid", "new"]);
    await expectFederationError(discoverAnew("https://issuer.example?x", fetchOut, now), "issuer-invalid");
  });

  test("reads again if the clock was set back", async () => {
    const provider = await startProvider();
    await discover(provider.issuer, fetchOut, now);
    await discover(provider.issuer, fetchOut, later(-1));
    expect(provider.requests).toHaveLength(2);
  });

  test("shares one request among concurrent calls", async () => {
    const provider = await startProvider();
    const all = await Promise.all(Array.from({ length: 50 }, () => discover(provider.issuer, fetchOut, now)));
    expect(new Set(all).size).toBe(1);
    expect(provider.requests).toHaveLength(1);
  });

  test("does not keep failures: concurrent calls fail together, and the next one works", async () => {
    const provider = await startProvider();
    provider.on(metadataPath, json({}, 500));
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => discover(provider.issuer, fetchOut, now)));
    expect(all.every(({ status }) => status === "rejected")).toBe(true);
    expect(provider.requests).toHaveLength(1);
    provider.on(metadataPath, json(provider.metadata()));
    expect((await discover(provider.issuer, fetchOut, now)).issuer).toBe(provider.issuer);
  });

  test("a provider that is down and up again works at once", async () => {
    const first = createServer();
    const issuer = await listen(first);
    await closeServer(first);
    await expectFederationError(discover(issuer, fetchOut, now), "unreachable");
    const { metadata } = await startProvider();
    const document = { ...metadata(), issuer };
    const second = createServer((request, response) => json(document)(request, response));
    onTestFinished(() => closeServer(second));
    await listen(second, Number(new URL(issuer).port));
    expect((await discover(issuer, fetchOut, now)).issuer).toBe(issuer);
  });

  test("a broken issuer does not affect others", async () => {
    const [broken, hanging, sound] = await Promise.all([startProvider(), startProvider(), startProvider()]);
    broken.on(metadataPath, json({}, 500));
    hanging.on(metadataPath, () => {});
    const hurried = guardedFetch({ allowHttpLoopback: true, timeoutMs: 60 });
    const stuck = expectFederationError(discover(hanging.issuer, hurried, now), "timed-out");
    await expectFederationError(discover(broken.issuer, fetchOut, now), "unexpected-status");
    expect((await discover(sound.issuer, fetchOut, now)).issuer).toBe(sound.issuer);
    await stuck;
  });
});
