import { describe, expect, it } from "vitest";
import { allowedTenants, unmetAtProvider } from "./tenants";

const today = "2030-01-01";

const many = "https://login.example/{tenantid}/v2.0";
const one = "https://login.example/11111111-aaaa-4bbb-8ccc-000000000001/v2.0";
const domain = { kind: "email-domain", allowed: ["contoso.example"] } as const;
const group = { kind: "claim", path: ["groups"], allowed: ["staff"] } as const;
const verified = { kind: "email-verified" } as const;
const claimed = { email: "ana@contoso.example" };

describe("conditions at a provider of many tenants", () => {
  it("an address from an unknown tenant does not meet a condition on the domain", () => {
    const provider = { issuer: many, conditions: [domain] };
    expect(unmetAtProvider(provider, claimed, today)).toEqual(verified);
    expect(unmetAtProvider(provider, { ...claimed, email_verified: true }, today)).toBeNull();
    expect(unmetAtProvider(provider, { email: "ana@evil.example", email_verified: true }, today)).toEqual(domain);
  });

  // Entra never sends email_verified, so no one could meet the condition.
  it.each([
    [true, null],
    [1, null],
    ["1", null],
    ["true", null],
    [false, verified],
    [0, verified],
    ["0", verified],
    [[true], verified],
    [{ value: true }, verified],
    [null, verified],
  ])("xms_edov %j, by which Entra vouches for the domain: %j", (owned, unmet) => {
    expect(unmetAtProvider({ issuer: many, conditions: [domain] }, { ...claimed, xms_edov: owned }, today)).toEqual(
      unmet,
    );
  });

  it("xms_edov does not override email_verified, and does not vouch for another address", () => {
    const provider = { issuer: many, conditions: [domain] };
    expect(unmetAtProvider(provider, { ...claimed, email_verified: false, xms_edov: true }, today)).toEqual(verified);
    expect(unmetAtProvider(provider, { email: "ana@evil.example", xms_edov: true }, today)).toEqual(domain);
    expect(unmetAtProvider(provider, { xms_edov: true }, today)).toEqual(verified);
  });

  it.each([
    [one, [domain], null],
    [many, [], null],
    [many, [group], group],
    [many, [group, verified, domain], group],
    [one, [verified], verified],
  ])("%s: %j stay as they are", (issuer, conditions, unmet) => {
    expect(unmetAtProvider({ issuer, conditions }, claimed, today)).toEqual(unmet);
  });

  it("xms_edov counts for many tenants only: no other provider is known to check it", () => {
    expect(unmetAtProvider({ issuer: one, conditions: [verified] }, { ...claimed, xms_edov: true }, today)).toEqual(
      verified,
    );
  });
});

it("tenants are read from their text", () => {
  expect(allowedTenants({ tenants: "" })).toEqual([]);
  expect(allowedTenants({ tenants: "a b" })).toEqual(["a", "b"]);
});
