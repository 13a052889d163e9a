import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { certificate } from "@assent/testkit/certificates";
import { newProxy } from "@assent/testkit/proxy";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { runProgram, useCommands } from "./testing";

useCommands("https://assent.example");
const settings = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "NODE_EXTRA_CA_CERTS"];
// The settings of the database stay, so not all of them are put back.
afterEach(() => {
  for (const name of settings) vi.stubEnv(name, undefined);
});

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A provider on this machine, which can only be reached through the proxy: its own address is not public. */
async function startProvider(): Promise<string> {
  const key = { cert: readFileSync(certificate("localhost.pem")), key: readFileSync(certificate("localhost-key.pem")) };
  const server = createSecureServer(key, (_request, response) => {
    const metadata = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: ["private_key_jwt"],
      scopes_supported: ["openid", "email"],
      code_challenge_methods_supported: ["plain"],
      require_pushed_authorization_requests: true,
      dpop_signing_alg_values_supported: ["ES256"],
      userinfo_encryption_alg_values_supported: ["ECDH-ES"],
    };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(metadata));
  });
  const issuer = `https://localhost:${await portOf(server)}`;
  return issuer;
}

const startProxy = async () => `http://127.0.0.1:${await portOf(newProxy())}`;

const add = (issuer: string) =>
  runProgram(
    "add-provider.ts",
    ...["--slug", "contoso", "--name", "Contoso ID", "--issuer", issuer],
    ...["--client-id", "assent", "--token-auth", "private_key_jwt"],
  );

test(
  "a provider is connected through a proxy, with an authority of the organisation",
  { timeout: 120_000 },
  async () => {
    const [issuer, proxy] = await Promise.all([startProvider(), startProxy()]);
    vi.stubEnv("NODE_EXTRA_CA_CERTS", certificate("authority.pem"));
    for (const name of ["HTTPS_PROXY", "https_proxy"]) {
      vi.stubEnv(name, proxy);
      const added = await add(issuer);
      expect(added).toMatchObject({ code: 0, err: "" });
      expect(added.out).toContain("Contoso ID is");
      expect(added.out).toContain("Warning: it demands pushed authorization requests");
      expect(added.out).toContain("Warning: it does not list these scopes: profile.");
      expect(added.out).toContain("Warning: it does not list PKCE");
      expect(added.out.match(/Leave off for this client at the provider: (encryption|DPoP)/g)).toHaveLength(2);
      vi.stubEnv(name, undefined);
    }
  },
);

test("the command says what is between it and the provider", { timeout: 120_000 }, async () => {
  const [issuer, proxy] = await Promise.all([startProvider(), startProxy()]);
  vi.stubEnv("HTTPS_PROXY", proxy);
  expect((await add(issuer)).err).toContain("The certificate of the provider is not trusted");
  vi.stubEnv("NODE_EXTRA_CA_CERTS", certificate("authority.pem"));
  vi.stubEnv("NO_PROXY", "localhost");
  expect((await add(issuer)).err).toContain("not one of the public Internet");
  vi.stubEnv("NO_PROXY", undefined);
  vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:1");
  expect((await add(issuer)).err).toContain("The proxy that leads to the provider could not be reached");
  vi.stubEnv("HTTPS_PROXY", "proxy.example");
  expect((await add(issuer)).err).toContain("HTTPS_PROXY must be an address like");
});
