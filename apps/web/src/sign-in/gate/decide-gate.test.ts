import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerAfter,
  decideGate,
  type DenyReason,
  denyReasons,
  type GateAnswer,
  type GateDecision,
  type GateFacts,
} from "./decide-gate";

/** A new person, at a provider that asks. */
const newcomer: GateFacts = {
  provider: { enabled: true, jitMode: "ask" },
  tenantAllowed: true,
  account: null,
  mayAsk: true,
  unmet: null,
  ageToAsk: null,
  hasQuestions: false,
};
const at = (provider: Partial<GateFacts["provider"]>) => ({ provider: { ...newcomer.provider, ...provider } });

const unmet = {
  claim: { kind: "claim", path: ["groups"], allowed: ["staff"] },
  domain: { kind: "email-domain", allowed: ["acme.example"] },
  verified: { kind: "email-verified" },
  age: { kind: "age", years: 16, asks: false },
} as const;

const denied = (reason: DenyReason) => ({ case: "deny", reason }) as const;
const enters = { case: "enter" } as const;
const asks = { case: "ask-account" } as const;

/** Each row is the facts that differ from a new person's. If two rules apply, the row says which one comes first. */
const table: [situation: string, facts: Partial<GateFacts>, decision: GateDecision][] = [
  ["a new person", {}, { case: "ask-newcomer", isCounted: true, age: null }],
  [
    "a new person who is told without being asked",
    at({ jitMode: "notice" }),
    { case: "ask-newcomer", isCounted: false, age: null },
  ],
  ["a new person where accounts are not made", at({ jitMode: "off" }), denied("jit-off")],
  ["a claim that is not allowed", { unmet: unmet.claim }, denied("conditions")],
  ["an email domain that is not allowed", { unmet: unmet.domain }, denied("conditions")],
  ["an email address that is not verified", { unmet: unmet.verified }, denied("email-unverified")],
  ["a person who is too young", { unmet: unmet.age }, { ...denied("too-young"), years: 16 }],
  ["a person who has to say how old they are", { ageToAsk: 16 }, { case: "ask-newcomer", isCounted: true, age: 16 }],
  ["the same, with another condition that is not met", { ageToAsk: 16, unmet: unmet.claim }, denied("conditions")],
  ["the same, with an account", { ageToAsk: 16, account: "active" }, enters],
  ["a condition where accounts are not made", { ...at({ jitMode: "off" }), unmet: unmet.claim }, denied("jit-off")],
  ["a tenant that is not allowed", { tenantAllowed: false }, denied("conditions")],
  ["the same, with an account", { tenantAllowed: false, account: "active" }, denied("no-longer-allowed")],
  ["the same, suspended", { tenantAllowed: false, account: "suspended" }, denied("no-longer-allowed")],
  ["the same, closed", { tenantAllowed: false, account: "closed" }, denied("conditions")],
  ["a disabled provider", at({ enabled: false }), denied("provider-disabled")],
  ["the same, with an account", { ...at({ enabled: false }), account: "active" }, denied("provider-disabled")],
  ["the same, suspended", { ...at({ enabled: false }), account: "suspended" }, denied("provider-disabled")],
  ["an account with nothing to ask", { account: "active" }, enters],
  ["an account with something to ask", { account: "active", hasQuestions: true }, asks],
  ["the same, where it is told", { ...at({ jitMode: "notice" }), account: "active", hasQuestions: true }, asks],
  ["the same, where nothing is asked", { ...at({ jitMode: "off" }), account: "active", hasQuestions: true }, enters],
  ["an account that meets no condition", { account: "active", unmet: unmet.claim }, enters],
  ["an organisation that no one can reach", { mayAsk: false }, denied("no-organisation")],
  ["the same, where accounts are not made", { ...at({ jitMode: "off" }), mayAsk: false }, denied("jit-off")],
  ["the same, with a condition that is not met", { unmet: unmet.claim, mayAsk: false }, denied("conditions")],
  [
    "the same, with an account that has something to ask",
    { account: "active", hasQuestions: true, mayAsk: false },
    enters,
  ],
  ["a suspended account", { account: "suspended", hasQuestions: true }, denied("suspended")],
  ["a closed account", { account: "closed", hasQuestions: true }, denied("closed")],
];

const answers: [decision: GateDecision, done: boolean, answer: GateAnswer["kind"], reason?: DenyReason][] = [
  [enters, true, "allow"],
  [enters, false, "deny", "closed"],
  [asks, true, "askConsent"],
  [asks, false, "deny", "too-much-data"],
  [{ case: "ask-newcomer", isCounted: true, age: null }, true, "askConsent"],
  [{ case: "ask-newcomer", isCounted: true, age: null }, false, "deny", "too-much-data"],
];

describe("decideGate", () => {
  it.each(table)("%s", (_situation, facts, decision) => {
    expect(decideGate({ ...newcomer, ...facts })).toEqual(decision);
  });

  const anyFacts: fc.Arbitrary<GateFacts> = fc.record({
    provider: fc.record({ enabled: fc.boolean(), jitMode: fc.constantFrom("off", "ask", "notice") }),
    tenantAllowed: fc.boolean(),
    account: fc.constantFrom(null, "active", "suspended", "closed"),
    mayAsk: fc.boolean(),
    unmet: fc.constantFrom(null, ...Object.values(unmet)),
    ageToAsk: fc.constantFrom(null, 16),
    hasQuestions: fc.boolean(),
  });

  it("lets in only an active account, and asks a new person only if accounts are made", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const decision = decideGate(facts);
        const { provider, tenantAllowed, account, mayAsk, unmet } = facts;
        if (decision.case !== "deny") expect(provider.enabled && tenantAllowed).toBe(true);
        if (decision.case === "enter" || decision.case === "ask-account") expect(account).toBe("active");
        if (decision.case === "ask-newcomer") expect([account, unmet]).toEqual([null, null]);
        if (decision.case.startsWith("ask")) expect([mayAsk, provider.jitMode === "off"]).toEqual([true, false]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("answerAfter", () => {
  it.each(answers)("%j, done: %s → %s", (decision, done, kind, reason) => {
    const to = { allow: undefined, askConsent: "/consent", deny: `/consent/no-account?reason=${reason}` }[kind];
    expect(answerAfter(decision, done)).toEqual({ kind, ...(to ? { to } : {}), ...(reason ? { reason } : {}) });
  });

  it("asks for the age first, and names the minimum age", () => {
    const asking = { case: "ask-newcomer", isCounted: true, age: 16 } as const;
    expect(answerAfter(asking, true)).toEqual({ kind: "askConsent", to: "/consent/age" });
    expect(answerAfter(asking, false)).toMatchObject({ kind: "deny", reason: "too-much-data" });
    const tooYoung = answerAfter({ ...denied("too-young"), years: 16 }, true);
    expect(tooYoung).toMatchObject({ to: "/consent/no-account?reason=too-young&years=16" });
  });

  it.each(denyReasons)("only a closed account has a reference: %s", (reason) => {
    const { to } = answerAfter(denied(reason), true, "u-8f2c-71d0") as { readonly to: string };
    expect(to.includes("&reference=u-8f2c-71d0")).toBe(reason === "closed");
  });

  it.each(denyReasons)("%s leads to the page that says why", (reason) => {
    const to = `/consent/no-account?reason=${reason}`;
    expect(answerAfter(denied(reason), true)).toEqual({ kind: "deny", reason, to });
  });
});

it("every decision, every reason and every answer has a row", () => {
  const decided = table.map(([, , decision]) => decision);
  const cases = { deny: true, "ask-newcomer": true, "ask-account": true, enter: true } as const;
  expect(new Set(decided.map((decision) => decision.case))).toEqual(
    new Set(Object.keys(cases satisfies Record<GateDecision["case"], true>)),
  );
  const reasons = decided.flatMap((decision) => (decision.case === "deny" ? decision.reason : []));
  expect(new Set([...reasons, ...answers.flatMap(([, , , reason]) => reason ?? [])])).toEqual(new Set(denyReasons));
  const kinds = { allow: true, askConsent: true, deny: true } as const;
  expect(new Set(answers.map(([, , kind]) => kind))).toEqual(
    new Set(Object.keys(kinds satisfies Record<GateAnswer["kind"], true>)),
  );
});
