import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { certificate } from "@assent/testkit/certificates";
import { newProxy } from "@assent/testkit/proxy";
import { describe, expect, onTestFinished, test } from "vitest";
import { guardedFetch } from "./guarded-fetch.ts";
import type { Reach } from "./public-address.ts";
import { closeServer, expectFederationError, listen } from "./testing.ts";

// Certificate authorities are read when Node.js starts, so that a request succeeds through a proxy is shown by
// apps/web/src/commands/provider-connection.test.ts.

async function started(server: Server): Promise<{ origin: string; port: string }> {
  onTestFinished(() => closeServer(server));
  const origin = await listen(server);
  return { origin, port: new URL(origin).port };
}

/** A provider whose certificate nothing here trusts. */
const startProvider = () =>
  started(
    createSecureServer({
      cert: readFileSync(certificate("localhost.pem")),
      key: readFileSync(certificate("localhost-key.pem")),
    }),
  );

/** A proxy that leads every name to this machine, or answers with another status. Keeps what it was asked for. */
async function startProxy(status = 200) {
  const asked: string[] = [];
  const server = newProxy({
    asked: (target, headers) => asked.push([target, headers["proxy-authorization"]].filter(Boolean).join(" ")),
    status,
  });
  return { ...(await started(server)), asked };
}

const resolving = (address: string | null) =>
  ((_host: string, _options: object, done: (error: Error | null, found: unknown[]) => void) =>
    address === null
      ? done(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), [])
      : done(null, [{ address, family: 4 }])) as unknown as NonNullable<Reach["resolve"]>;

const through = (url: string, except = "", allowHttpLoopback = false) =>
  guardedFetch({ allowHttpLoopback, resolve: resolving(null), proxy: { url, except }, timeoutMs: 5_000 });

describe("why there is no connection", () => {
  const directly = (resolve: Reach["resolve"]) =>
    guardedFetch({ allowHttpLoopback: false, allowHosts: ["idp.example"], ...(resolve ? { resolve } : {}) });

  test("the name is not known", async () => {
    await expectFederationError(directly(resolving(null))("https://idp.example/"), "name-unknown");
  });

  test("the certificate is not trusted", async () => {
    const { port } = await startProvider();
    await expectFederationError(
      directly(resolving("127.0.0.1"))(`https://idp.example:${port}/`),
      "certificate-refused",
    );
  });

  test("nothing answers", async () => {
    await expectFederationError(directly(resolving("127.0.0.1"))("https://idp.example:1/"), "unreachable");
  });
});

describe("a proxy", () => {
  test("resolves the name, and the certificate is still checked here", async () => {
    const [provider, proxy] = await Promise.all([startProvider(), startProxy()]);
    const address = `https://idp.example:${provider.port}/`;
    await expectFederationError(through(proxy.origin)(address), "certificate-refused");
    expect(proxy.asked).toEqual([`idp.example:${provider.port}`]);
  });

  test("gets its user name and password, and no message repeats them", async () => {
    const proxy = await startProxy(407);
    const address = proxy.origin.replace("://", "://canary:se%2Fcret@");
    await expectFederationError(through(address)("https://idp.example/"), "proxy-refused", ["canary", "se/cret"]);
    expect(proxy.asked).toEqual([`idp.example:443 Basic ${Buffer.from("canary:se/cret").toString("base64")}`]);
  });

  test.each([
    [403, "proxy-refused"],
    [407, "proxy-refused"],
    [502, "unreachable"],
    [503, "unreachable"],
    [504, "unreachable"],
  ] as const)("that answers with %i: %s", async (status, code) => {
    const proxy = await startProxy(status);
    const refusal = through(proxy.origin)("https://idp.example/");
    await expectFederationError(refusal, code);
    await expect(refusal).rejects.toThrow(String(status));
  });

  test("that is not there is told from a provider that is not", async () => {
    const attempt = through("http://127.0.0.1:1")("https://idp.example/");
    await expectFederationError(attempt, "proxy-unreachable");
    await expectFederationError(through("http://proxy.invalid:1")("https://idp.example/"), "proxy-unreachable");
  });

  test.each(["idp.example", ".example", "other.test, idp.example", "*"])(
    "is not asked for NO_PROXY=%s",
    async (except) => {
      const proxy = await startProxy();
      await expectFederationError(through(proxy.origin, except)("https://idp.example/"), "name-unknown");
      expect(proxy.asked).toEqual([]);
    },
  );

  test("never leads to an address that is refused without it", async () => {
    const proxy = await startProxy();
    for (const address of ["https://169.254.169.254/", "https://10.0.0.1/", "https://[::1]/"]) {
      await expectFederationError(through(proxy.origin)(address), "address-not-public");
    }
    await expectFederationError(through(proxy.origin)("http://idp.example/"), "address-not-allowed");
    expect(proxy.asked).toEqual([]);
  });

  test("is not asked for plain http, which stays on this machine", async () => {
    const proxy = await startProxy();
    const { origin } = await started(createServer((_request, response) => response.end("{}")));
    expect((await through(proxy.origin, "", true)(origin)).status).toBe(200);
    expect(proxy.asked).toEqual([]);
  });
});
