import { unmetCondition } from "@assent/consent/evaluate/account-conditions";
import { describe, expect, it } from "vitest";
import { conditionsWithTenants, allowedTenants } from "./tenants";

const many = "https://login.example/{tenantid}/v2.0";
const one = "https://login.example/11111111-aaaa-4bbb-8ccc-000000000001/v2.0";
const domain = { kind: "email-domain", allowed: ["contoso.example"] } as const;
const group = { kind: "claim", path: ["groups"], allowed: ["staff"] } as const;
const verified = { kind: "email-verified" } as const;

describe("conditions at a provider of many tenants", () => {
  const claimed = { email: "ana@contoso.example" };

  it("an address that a stranger's tenant wrote fulfils no domain", () => {
    expect(unmetCondition(claimed, conditionsWithTenants({ issuer: many, conditions: [domain] }))).toEqual(verified);
    const vouched = { ...claimed, email_verified: true };
    expect(unmetCondition(vouched, conditionsWithTenants({ issuer: many, conditions: [domain] }))).toBeNull();
  });

  it.each([
    [one, [domain]],
    [many, []],
    [many, [group]],
    [many, [group, verified, domain]],
  ])("%s: %j stay as they are", (issuer, conditions) => {
    expect(conditionsWithTenants({ issuer, conditions })).toEqual(conditions);
  });
});

it("tenants are read from their text", () => {
  expect(allowedTenants({ tenants: "" })).toEqual([]);
  expect(allowedTenants({ tenants: "a b" })).toEqual(["a", "b"]);
});
