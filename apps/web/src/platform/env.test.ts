import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { certificate } from "@assent/testkit/certificates";
import { writeVerifierKey } from "@assent/transparency/note";
import { describe, expect, test } from "vitest";
import { readEnv, readOwnerEnv, SettingsError } from "./env";

const databaseUrl = "postgres://assent:p@db/assent";
const enough = {
  AUTH_SECRET: "for these tests only 0123456789ab",
  DEMO_IDP_CLIENT_SECRET: "d".repeat(32),
  DATABASE_URL: databaseUrl,
};

describe("readEnv", () => {
  test("has a default for everything except the secrets and the database", () => {
    const env = readEnv(enough);
    expect(env).toMatchObject({
      port: 3000,
      demoProviderPort: 4000,
      origin: "http://localhost:3000",
      secureCookies: false,
      databaseUrl,
      demo: { issuer: "http://127.0.0.1:4000" },
    });
  });

  test("a public address switches the demonstration off and secure cookies on", () => {
    const { DEMO_IDP_CLIENT_SECRET: _, ...withoutDemo } = enough;
    expect(readEnv({ ...withoutDemo, AUTH_URL: "https://id.example.org" })).toMatchObject({
      origin: "https://id.example.org",
      secureCookies: true,
      demo: null,
    });
  });

  test("names the ledger by its host, and reads its witnesses and its timestamping authority", async () => {
    const withHost = { ...enough, AUTH_URL: "https://id.example.org", DEMO: "off" };
    expect(readEnv(withHost)).toMatchObject({
      ...{ ledgerOrigin: "id.example.org/ledger", ledgerWitnesses: [], timestamps: null },
    });
    const key = "witness.example+65f7ff97+BNVi9t1mBBVLj2cEi5rSaMh2DxMDx1qKyvbUwLqUo7hF";
    const own = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const made = writeVerifierKey({ name: "witness.example", type: 4, publicKey: new Uint8Array(32) });
    const named = {
      ...withHost,
      LEDGER_ORIGIN: "id.example.org/ledger-2",
      LEDGER_WITNESSES: `https://w.example/a/  ${made}`,
    };
    expect(readEnv(named)).toMatchObject({
      ledgerOrigin: "id.example.org/ledger-2",
      ledgerWitnesses: [{ address: "https://w.example/a", key: { name: "witness.example" } }],
    });
    for (const LEDGER_WITNESSES of [
      "https://w.example",
      made,
      `${made} https://w.example`,
      `https://w.example ${key}`,
      `https://w.example ${own}`,
    ])
      expect(() => readEnv({ ...withHost, LEDGER_WITNESSES })).toThrow("LEDGER_WITNESSES");
    expect(() => readEnv({ ...withHost, LEDGER_ORIGIN: "my ledger" })).toThrow("LEDGER_ORIGIN");
    const stamped = { ...withHost, LEDGER_TIMESTAMP_URL: "https://tsa.example" };
    expect(() => readEnv(stamped)).toThrow("must be set together");
    expect(() => readEnv({ ...stamped, LEDGER_TIMESTAMP_CERTIFICATES: "/nowhere" })).toThrow("that can be read");
    const file = certificate("authority.pem");
    expect(readEnv({ ...stamped, LEDGER_TIMESTAMP_CERTIFICATES: file }).timestamps).toEqual({
      address: "https://tsa.example",
      trusted: await readFile(file, "utf8"),
    });
  });

  test("requires a separate role for the owner of the tables, and a jurisdiction of two letters", () => {
    const owner = { DATABASE_OWNER_URL: "postgres://owner@db/assent" };
    expect(readOwnerEnv({ ...owner, DATABASE_URL: "postgres://app%20role:p@db/assent" })).toEqual({
      ownerUrl: owner.DATABASE_OWNER_URL,
      appRole: "app role",
    });
    for (const DATABASE_URL of ["", "postgres://db/assent", "postgres://owner:p@db/assent"]) {
      expect(() => readOwnerEnv({ ...owner, DATABASE_URL })).toThrow(SettingsError);
    }
    for (const DATABASE_OWNER_URL of [undefined, "", "db"]) {
      expect(() => readOwnerEnv({ DATABASE_URL: databaseUrl, DATABASE_OWNER_URL })).toThrow(/DATABASE_OWNER_URL/);
    }
    expect(JSON.stringify(readEnv({ ...enough, ...owner }))).not.toContain("owner");
    expect(readEnv({ ...enough, JURISDICTION: "GB" }).jurisdiction).toBe("GB");
    expect(readEnv(enough).jurisdiction).toBeNull();
    expect(() => readEnv({ ...enough, JURISDICTION: "Britain" })).toThrow(/JURISDICTION/);
  });

  test.each([
    "s".repeat(40),
    "changeme-".repeat(5),
    "0123456789abcdef0123456789abcdef",
    "abcabcab ".repeat(4),
    "aaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbb",
  ])("refuses a secret that is long but not random: %s", (AUTH_SECRET) => {
    expect(() => readEnv({ ...enough, AUTH_SECRET })).toThrow(/AUTH_SECRET must be random/);
  });

  test("accepts the output of common commands: base64, hexadecimal, words", () => {
    for (let i = 0; i < 500; i++) {
      for (const AUTH_SECRET of [
        randomBytes(32).toString("base64"),
        randomBytes(24).toString("base64url"),
        randomBytes(32).toString("hex"),
        randomUUID(),
        "correct horse battery staple onion",
      ]) {
        expect(readEnv({ ...enough, AUTH_SECRET }).secret).toBe(AUTH_SECRET);
      }
    }
  });

  test("reads any number of previous secrets, each as long as the current one", () => {
    const seal = (AUTH_SECRET_PREVIOUS: string) => readEnv({ ...enough, AUTH_SECRET_PREVIOUS }).seal;
    const [one, two] = ["p".repeat(32), "q".repeat(40)];
    expect(readEnv(enough).seal).toEqual({ secret: enough.AUTH_SECRET, previousSecrets: [] });
    expect(seal(one)).toEqual({ secret: enough.AUTH_SECRET, previousSecrets: [one] });
    expect(seal(` ${one}\n${two} `).previousSecrets).toEqual([one, two]);
    expect(() => seal("short-but-secret")).toThrow(/AUTH_SECRET_PREVIOUS/);
    expect(() => seal(`${one} short-but-secret`)).not.toThrow(/short-but-secret/);
  });

  test("assumes one proxy for https and none on this machine, unless a number is set", () => {
    expect(readEnv(enough).trustedProxies).toBe(0);
    expect(readEnv({ ...enough, AUTH_URL: "https://id.example.org" }).trustedProxies).toBe(1);
    expect(readEnv({ ...enough, AUTH_URL: "https://id.example.org", TRUSTED_PROXIES: "2" }).trustedProxies).toBe(2);
    expect(() => readEnv({ ...enough, TRUSTED_PROXIES: "all" })).toThrow(/TRUSTED_PROXIES/);
  });

  test("reads names of hosts that may be private; this machine is one only in the demonstration", () => {
    const outgoing = (more: Record<string, string>) => readEnv({ ...enough, ...more }).outgoing;
    expect(outgoing({})).toMatchObject({ allowHttpLoopback: true, allowHosts: [] });
    const inProduction = { AUTH_URL: "https://id.example.org", PROVIDER_ALLOW_HOSTS: " IDP.internal, 10.0.0.7 " };
    expect(outgoing(inProduction)).toMatchObject({
      allowHttpLoopback: false,
      allowHosts: ["idp.internal", "10.0.0.7"],
    });
    expect(() => outgoing({ PROVIDER_ALLOW_HOSTS: "https://idp.internal/" })).toThrow(/PROVIDER_ALLOW_HOSTS/);
  });

  test.each([
    [{}, "", ""],
    [{ HTTPS_PROXY: "http://proxy.example:3128", NO_PROXY: ".example" }, "http://proxy.example:3128", ".example"],
    [{ https_proxy: "http://a.example", HTTPS_PROXY: "http://b.example", no_proxy: "*" }, "http://a.example", "*"],
    [{ https_proxy: "", HTTPS_PROXY: "http://b.example" }, "http://b.example", ""],
  ])("reads the proxy, small letters first: %j", (more, url, except) => {
    expect(readEnv({ ...enough, ...more }).outgoing.proxy).toEqual({ url, except });
  });

  test.each(["canary.test", "socks5://canary.test", "javascript:0"])("refuses %s as a proxy", (url) => {
    expect(() => readEnv({ ...enough, HTTPS_PROXY: url })).toThrow(/^HTTPS_PROXY must be an address/);
    expect(() => readEnv({ ...enough, HTTPS_PROXY: url })).not.toThrow(url);
  });

  test("treats an empty setting as not set", () => {
    expect(readEnv({ ...enough, PORT: "" }).port).toBe(3000);
    expect(() => readEnv({ ...enough, DATABASE_URL: "" })).toThrow(/^DATABASE_URL must be set/);
  });

  test.each([
    [{ PORT: "abc" }, /^PORT must be a port number/],
    [{ PORT: "0" }, /^PORT must be 1 or more/],
    [{ PORT: "65536" }, /^PORT must be 65535 or less/],
    [{ AUTH_URL: "id.example.org" }, /^AUTH_URL must be the address/],
    [{ AUTH_URL: "javascript:alert(1)" }, /^AUTH_URL must be the address/],
    [{ AUTH_URL: "https://id.example.org/path" }, /^AUTH_URL must have no path/],
    [{ AUTH_SECRET: undefined }, /^AUTH_SECRET must be set/],
    [{ AUTH_SECRET: "short" }, /^AUTH_SECRET must be 32 characters/],
    [{ DATABASE_URL: undefined }, /^DATABASE_URL must be set/],
    [{ DATABASE_URL: "mysql://x" }, /^DATABASE_URL must begin with postgres/],
    [{ DEMO: "yes" }, /^DEMO must be on or off/],
    [{ DEMO: "on", AUTH_URL: "https://id.example.org" }, /^DEMO=on works only on this machine/],
    [{ DEMO_IDP_CLIENT_SECRET: undefined }, /^DEMO_IDP_CLIENT_SECRET must be set/],
  ])("reports what is wrong with %j", (wrong, sentence) => {
    expect(() => readEnv({ ...enough, ...wrong })).toThrow(SettingsError);
    expect(() => readEnv({ ...enough, ...wrong })).toThrow(sentence);
  });

  test("never quotes a value, which may be a secret", () => {
    const secret = "postgras://user:very-secret@host/db";
    expect(() => readEnv({ ...enough, DATABASE_URL: secret })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("very-secret") }),
    );
  });
});
