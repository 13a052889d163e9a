import type { LookupAddress } from "node:dns";
import { createServer } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { guardedFetch } from "./guarded-fetch.ts";
import { isPublicAddress, mayReach, type Reach } from "./public-address.ts";
import { closeServer, expectFederationError, listen } from "./testing.ts";

describe("isPublicAddress", () => {
  it.each([
    "1.1.1.1",
    "93.184.215.14",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:801::200e",
  ])("%s is", (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ...["0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"],
    ...["172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1"],
    ...["224.0.0.1", "240.0.0.1", "255.255.255.255"],
    ...["::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"],
    // Contains an IPv4 address: mapped, NAT64, 6to4, Teredo.
    ...["::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:53aa:64c:0:fbfe::"],
    // In ::/96 (RFC 4291, section 2.5.5.1), and unassigned.
    ...["::7f00:1", "::a9fe:a9fe", "4000::1", "fec0::1"],
    ...["", "idp.example", "127.0.0.1.idp.example"],
  ])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("mayReach", () => {
  const nowhere: Reach = { allowLoopback: false, allowHosts: [] };

  it.each([
    "https://10.0.0.1/",
    "https://[::1]/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://[::ffff:a9fe:a9fe]/",
  ])("not %s, in any notation", (address) => expect(mayReach(new URL(address), nowhere)).toBe(false));

  it("hosts that are allowed by name, and this machine if it is allowed", () => {
    expect(mayReach(new URL("https://10.0.0.1/"), { ...nowhere, allowHosts: ["10.0.0.1"] })).toBe(true);
    expect(mayReach(new URL("http://127.0.0.1/"), { ...nowhere, allowLoopback: true })).toBe(true);
    expect(mayReach(new URL("https://10.0.0.1/"), { ...nowhere, allowLoopback: true })).toBe(false);
  });
});

describe("a name that is resolved for a request", () => {
  type Answer = LookupAddress[];
  const v4 = (address: string) => ({ address, family: 4 });

  /** A resolver that returns the next answer for each question, and a request through it. */
  function asking(answers: Answer[], options: { allowHosts?: string[]; allowHttpLoopback?: boolean } = {}) {
    const resolve = vi.fn<(host: string, options: unknown, done: (error: null, found: Answer) => void) => void>(
      (_host, _options, done) => done(null, answers.shift() ?? []),
    );
    const fetchOut = guardedFetch({
      ...{ allowHttpLoopback: false, timeoutMs: 2_000, ...options },
      resolve: resolve as unknown as NonNullable<Reach["resolve"]>,
    });
    return { resolve, fetchOut };
  }

  it.each([
    ["a private one", [v4("10.0.0.1")]],
    ["this machine", [{ address: "::1", family: 6 }]],
    ["the metadata address of a cloud", [v4("169.254.169.254")]],
    ["a public one and a private one", [v4("1.1.1.1"), v4("192.168.0.1")]],
  ])("and is %s is refused with its own code", async (_, answer) => {
    const { fetchOut } = asking([answer]);
    await expectFederationError(fetchOut("https://idp.example/canary"), "address-not-public", ["canary"]);
  });

  it("is this machine's name only if it resolves to this machine", async () => {
    const { fetchOut } = asking([[v4("10.0.0.1")]], { allowHttpLoopback: true });
    await expectFederationError(fetchOut("http://localhost/"), "address-not-public");
  });

  it("is resolved once, and a second answer does not change the connection", async () => {
    const server = createServer((_request, response) => response.end("here"));
    onTestFinished(() => closeServer(server));
    const { port } = new URL(await listen(server));
    const { resolve, fetchOut } = asking([[v4("127.0.0.1")], [v4("10.0.0.1")]], { allowHttpLoopback: true });
    expect(await (await fetchOut(`http://localhost:${port}/`)).text()).toBe("here");
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  it("may be private only if the operator allows the host by name", async () => {
    const server = createServer();
    const { port } = new URL(await listen(server));
    await closeServer(server);
    const allowHosts = ["idp.internal.example"];
    const { fetchOut } = asking([[v4("127.0.0.1")], [v4("127.0.0.1")]], { allowHosts });
    // The connection is tried, and no server listens.
    await expectFederationError(fetchOut(`https://IDP.internal.example:${port}/`), "unreachable");
    const metadata = asking([[v4("169.254.169.254")]], { allowHosts });
    await expectFederationError(metadata.fetchOut("https://idp.internal.example/"), "address-not-public");
    await expectFederationError(fetchOut(`https://other.internal.example:${port}/`), "address-not-public");
  });
});
