import { describe, expect, it } from "vitest";
import type { ConsentState, PastDecision } from "../evaluate/consent-state.ts";
import type { PurposeVersion, Recipients } from "../purpose/purpose.ts";
import { testVersion } from "../testing.ts";
import { isUndecided, mayEnter } from "./entry.ts";

const now = new Date("2026-11-29T12:00:00Z");
const later = new Date("2026-12-24T00:00:00Z");
const recipients = (organisation: boolean, ...ids: string[]): { recipients: Recipients } => ({
  recipients: { organisation, applications: ids.map((id) => ({ id, clientId: id, name: id })) },
});
const loans = testVersion("loans", ["email!", "name"], recipients(false, "library"));
const shared = testVersion("shared", ["email!", "name"], recipients(true, "library"));
const own = testVersion("own", ["email!"], recipients(true));
const shop = testVersion("shop", ["email!"], recipients(false, "shop"));

type Past = Readonly<Record<string, PastDecision["state"] | "ended">>;

/** A person who decided like this about these versions. "ended": granted, and ended since. */
function decided(past: readonly [PurposeVersion, Past][], asking: ConsentState["asking"] = new Map()): ConsentState {
  const all = past.flatMap(([version, states]) =>
    Object.entries(states).map(([attribute, state]) => ({ version, attribute, state })),
  );
  return {
    decisions: all.map(({ state, ...rest }) => ({ ...rest, state: state === "ended" ? "granted" : state })),
    grants: all
      .filter(({ state }) => state === "granted")
      .map(({ version: { purposeId }, attribute }) => ({ purposeId, attribute, expiresAt: null, mandatory: false })),
    values: [],
    asking,
  };
}

const phoneToo: PurposeVersion = {
  ...testVersion("loans", ["email!", "name", "phone!"], recipients(false, "library")),
  ...{ number: 2, versionId: "loans-v2", askFrom: later },
};
const asksPhone: ConsentState["asking"] = new Map([["loans", [{ ...phoneToo, asksAll: false }]]]);
const both = { email: "granted", name: "granted" } as const;

describe("on the way to the library", () => {
  it.each<
    [what: string, asked: boolean, enters: boolean, purposes: PurposeVersion[], state: ConsentState, before?: string[]]
  >([
    ["no purpose names it", false, true, [own, shop], decided([])],
    ["its purpose was never decided on", true, false, [loans], decided([])],
    ["all of it is granted", false, true, [loans], decided([[loans, both]])],
    ["the optional detail is refused", false, true, [loans], decided([[loans, { email: "granted", name: "denied" }]])],
    ["the mandatory detail is refused", true, false, [loans], decided([[loans, { email: "denied", name: "granted" }]])],
    [
      "the mandatory detail was withdrawn after a first entry",
      true,
      false,
      [loans],
      decided([[loans, { email: "denied", name: "granted" }]]),
      ["loans-v1"],
    ],
    [
      "the consent has expired",
      true,
      false,
      [loans],
      decided([[loans, { email: "ended", name: "granted" }]]),
      ["loans-v1"],
    ],
    [
      "the optional consent has expired",
      true,
      true,
      [loans],
      decided([[loans, { ...both, name: "ended" }]]),
      ["loans-v1"],
    ],
    ["mandatory for the organisation too, and undecided", true, true, [shared], decided([])],
    ["the same, and its box could not be shown at the last entry", false, true, [shared], decided([]), ["shared-v1"]],
    [
      "it was named after the person agreed",
      true,
      true,
      [{ ...shared, number: 2, versionId: "shared-v2" }],
      decided([[{ ...shared, ...recipients(true) }, both]]),
      ["shared-v1"],
    ],
    [
      "a new mandatory detail can wait, and was not put off yet",
      true,
      true,
      [phoneToo],
      decided([[loans, both]], asksPhone),
    ],
    [
      "a new mandatory detail was put off",
      false,
      true,
      [phoneToo],
      decided([[loans, both]], asksPhone),
      ["loans-v1", "loans-v2"],
    ],
  ])("%s: asked %s, enters %s", (_what, asked, enters, purposes, consentState, before = []) => {
    const facts = { applicationId: "library", purposes, consentState, now };
    expect([isUndecided(facts, new Set(before)), mayEnter(facts)]).toEqual([asked, enters]);
  });
});
