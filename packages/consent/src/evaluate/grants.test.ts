import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coveredAttributes, erasedByWithdrawal, type LiveGrant, refreshOf } from "./grants.ts";
import { propertyRuns } from "../testing.ts";

const now = new Date("2026-02-04T09:12:26Z");
const grant = (purposeId: string, attribute: string, expiresAt: Date | null = null) => ({
  purposeId,
  attribute,
  expiresAt,
});
const seconds = (after: number) => new Date(now.getTime() + after * 1000);

describe("coveredAttributes", () => {
  it("counts grants that never expire or expire later", () => {
    const grants = [grant("a", "email"), grant("b", "phone", seconds(1))];
    expect([...coveredAttributes(grants, now)]).toEqual(["email", "phone"]);
  });

  it("does not count a grant from the instant it expires", () => {
    expect(coveredAttributes([grant("a", "email", seconds(-1)), grant("b", "phone", now)], now).size).toBe(0);
  });

  it("does not count a grant with an unreadable expiry", () => {
    expect(coveredAttributes([grant("a", "email", new Date("never"))], now).size).toBe(0);
  });
});

describe("erasedByWithdrawal", () => {
  const email = { purposeId: "a", attribute: "email" };

  it("withdrawn optional: the value is erased", () => {
    expect(erasedByWithdrawal([grant("a", "email"), grant("a", "phone")], email, now)).toEqual(["email"]);
  });

  it("withdrawn optional: the value stays while another grant covers it", () => {
    expect(erasedByWithdrawal([grant("a", "email"), grant("b", "email")], email, now)).toEqual([]);
  });

  it("an expired grant of another purpose does not keep the value", () => {
    expect(erasedByWithdrawal([grant("a", "email"), grant("b", "email", now)], email, now)).toEqual(["email"]);
  });

  it("the same purpose listed twice does not keep the value", () => {
    expect(erasedByWithdrawal([grant("a", "email"), grant("a", "email")], email, now)).toEqual(["email"]);
  });
});

describe("refreshOf", () => {
  const held = (attribute: string, value: string, missing = false) => ({
    ...({ attribute, value, missing, source: "provider", providerId: "idp", disconnected: false } as const),
  });
  const refresh = (
    values: readonly ReturnType<typeof held>[],
    sent: Record<string, string>,
    {
      unusable = [],
      sync = {},
      mandatory = false,
      dropped = [],
    }: { unusable?: string[]; sync?: object; mandatory?: boolean; dropped?: string[] } = {},
  ) => {
    const grants = values.map(({ attribute }) => ({
      ...grant("a", attribute),
      ...{ mandatory, dropped: dropped.includes(attribute) },
    }));
    const signingIn = {
      ...({ providerId: "idp", syncPolicy: "provider-wins" } as const),
      exceptions: new Map(Object.entries(sync)) as ReadonlyMap<string, "first-sign-in">,
      unusable: new Set(unusable),
    };
    return refreshOf({ decisions: [], asking: new Map(), grants, values }, sent, signingIn);
  };
  const flag = held("email_verified", "true");
  const old = held("email", "old@example.org");

  // A value that cannot be used is different from one that the provider no longer sends.
  it("keeps a value if something unusable was sent in its place", () => {
    const birthdate = held("birthdate", "1988-05-12");
    expect(refresh([birthdate], {}, { unusable: ["birthdate"] })).toEqual({ write: [], clear: [], missing: [] });
    expect(refresh([birthdate], {})).toEqual({ write: [], clear: ["birthdate"], missing: [] });
  });

  it("does not change a value that is no longer asked, nor erase it", () => {
    const [nickname, city] = [held("nickname", "Kim"), held("city", "Ulm")];
    const sent = { nickname: "Kimberly", city: "Bonn" };
    const { write, clear, missing } = refresh([nickname, city], sent, { dropped: ["nickname"] });
    expect(write).toEqual([{ attribute: "city", value: "Bonn", source: "provider" }]);
    expect([clear, missing]).toEqual([[], []]);
    expect(refresh([nickname], {}, { dropped: ["nickname"] })).toEqual({ write: [], clear: [], missing: [] });
  });

  it("changes a value that another purpose still asks for", () => {
    const values = [held("nickname", "Kim")];
    const grants = [
      { ...grant("a", "nickname"), mandatory: false, dropped: true },
      { ...grant("b", "nickname"), mandatory: false, dropped: false },
    ];
    const signingIn = { providerId: "idp", syncPolicy: "provider-wins" } as const;
    const { write } = refreshOf({ decisions: [], asking: new Map(), grants, values }, { nickname: "Kay" }, signingIn);
    expect(write.map(({ value }) => value)).toEqual(["Kay"]);
  });

  it("erases what vouched for an address that is replaced, if the flag is no longer asked", () => {
    const sent = { email: "new@example.org", email_verified: "true" };
    const { write, clear } = refresh([old, flag], sent, { dropped: ["email_verified"] });
    expect(write.map(({ attribute }) => attribute)).toEqual(["email"]);
    expect(clear).toEqual(["email_verified"]);
  });

  it.each([
    ["no longer follows its own policy", { sync: { email_verified: "first-sign-in" } }],
    ["is not kept because an account needs it", { mandatory: true }],
  ])("erases what vouched for an address that is replaced: it %s", (_, how) => {
    const next = { write: [{ attribute: "email", value: "new@example.org", source: "provider" }], missing: [] };
    expect(refresh([old, flag], { email: "new@example.org" }, how)).toEqual({ ...next, clear: ["email_verified"] });
  });

  it("replaces what vouched for an address that is replaced", () => {
    const sent = { email: "new@example.org", email_verified: "false" };
    const { write, clear } = refresh([old, flag], sent, { sync: { email_verified: "first-sign-in" } });
    expect(write.map(({ value }) => value)).toEqual(["new@example.org", "false"]);
    expect(clear).toEqual([]);
    expect(refresh([old, flag], { email: "old@example.org", email_verified: "true" }).write).toEqual([]);
  });
});

describe("for any grants", () => {
  const grants: fc.Arbitrary<LiveGrant[]> = fc.array(
    fc.record({
      purposeId: fc.constantFrom("a", "b", "c"),
      attribute: fc.constantFrom("email", "phone", "__proto__"),
      expiresAt: fc.option(fc.integer({ min: -2, max: 2 }).map(seconds)),
    }),
  );
  const one = grants.filter((list) => list.length > 0).map((list) => list[0] as LiveGrant);

  it("a further grant never uncovers another attribute", () => {
    const property = fc.property(grants, one, (list, more) => {
      const after = coveredAttributes([...list, more], now);
      for (const attribute of coveredAttributes(list, now)) expect(after.has(attribute)).toBe(true);
    });
    fc.assert(property, propertyRuns);
  });

  it("a withdrawal erases the withdrawn attribute or nothing, and exactly when no live grant is left", () => {
    const property = fc.property(grants, one, (list, withdrawn) => {
      const left = list.filter((g) => !(g.purposeId === withdrawn.purposeId && g.attribute === withdrawn.attribute));
      const covered = left.some(
        (g) => g.attribute === withdrawn.attribute && (g.expiresAt === null || g.expiresAt > now),
      );
      expect(erasedByWithdrawal(list, withdrawn, now)).toEqual(covered ? [] : [withdrawn.attribute]);
    });
    fc.assert(property, propertyRuns);
  });
});
