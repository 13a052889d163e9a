import { describe, expect, it } from "vitest";
import { clientAddress, clientNetwork, countedNetwork } from "./client-address";

describe("clientNetwork", () => {
  it.each([
    ["203.0.113.7", 1, "203.0.113.7"],
    ["198.51.100.1, 203.0.113.7", 1, "203.0.113.7"],
    ["198.51.100.1, 203.0.113.7", 2, "198.51.100.1"],
    ["10.9.9.9, 198.51.100.1 ,203.0.113.7", 2, "198.51.100.1"],
    ["::ffff:203.0.113.7", 1, "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", 1, "2001:db8:1:2:0:0:0:0/64"],
    ["2001:db8:1:2:ffff::1", 1, "2001:db8:1:2:0:0:0:0/64"],
  ])("%s behind %i proxies is in %s", (header, proxies, network) =>
    expect(clientNetwork(header, proxies)).toBe(network),
  );

  it.each([
    ["a header from the browser, without a proxy", "203.0.113.7", 0],
    ["nothing", null, 1],
    ["fewer addresses than proxies", "203.0.113.7", 2],
    ["a name", "localhost", 1],
    ["an empty part", "203.0.113.7,", 1],
    ["something else", "203.0.113.7'; drop table", 1],
  ])("%s has an unknown network", (_, header, proxies) => expect(clientNetwork(header, proxies)).toBe("unknown"));
});

describe("clientAddress", () => {
  it.each([
    ["198.51.100.1, 203.0.113.7", 1, "203.0.113.7"],
    ["::ffff:203.0.113.7", 1, "203.0.113.7"],
    ["2001:DB8:1:2:3:4:5:6", 1, "2001:db8:1:2:3:4:5:6"],
    ["203.0.113.7", 0, null],
    ["203.0.113.7", 2, null],
    ["localhost", 1, null],
    [null, 1, null],
  ])("%s behind %i proxies is %s", (header, proxies, address) => expect(clientAddress(header, proxies)).toBe(address));
});

describe("countedNetwork", () => {
  const of = (headers: Record<string, string>, proxies: number) => countedNetwork(new Headers(headers), proxies);

  it("is the other end of the connection if no proxy is known, so that no one uses up another person's attempts", () => {
    expect(of({ "x-assent-peer": "203.0.113.7" }, 0)).toBe("203.0.113.7");
    expect(of({ "x-assent-peer": "::ffff:203.0.113.8" }, 0)).toBe("203.0.113.8");
    expect(of({ "x-assent-peer": "2001:db8:1:2:3::1" }, 0)).toBe("2001:db8:1:2:0:0:0:0/64");
  });

  it("tells people apart behind a proxy that was not declared", () => {
    const behind = (forwarded: string) => of({ "x-assent-peer": "10.0.0.1", "x-forwarded-for": forwarded }, 0);
    expect(behind("203.0.113.7")).not.toBe(behind("203.0.113.8"));
  });

  it("trusts only the declared proxies", () => {
    const headers = { "x-assent-peer": "10.0.0.1", "x-forwarded-for": "198.51.100.1, 203.0.113.7" };
    expect(of(headers, 1)).toBe("203.0.113.7");
    expect(of(headers, 2)).toBe("198.51.100.1");
  });
});
