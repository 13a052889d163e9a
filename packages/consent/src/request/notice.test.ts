// The rows of the decision table about accounts without asking. Each is named by the words of docs/decision-table.md.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentRequest } from "./consent-request.ts";
import { readDecision } from "../evaluate/decision.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { coveredAttributes, refreshOf } from "../evaluate/grants.ts";
import { type NoticeInput, noticeChange, noticeInput } from "./notice-input.ts";
import { noticeBases, type PurposeVersion } from "../purpose/purpose.ts";
import { type StoredValue, type PastDecision, type SigningIn, type ConsentState } from "../evaluate/consent-state.ts";
import { catalogueOf, itemsOf, testAttribute, propertyRuns, scenarios, testVersion } from "../testing.ts";

const catalogue = catalogueOf(
  testAttribute("email", "email"),
  testAttribute("phone", "phone"),
  testAttribute("name"),
  testAttribute("birthdate", "date"),
);
const sent = { email: "ana@example.org", phone: "+44 7700 900123", name: "Ana", birthdate: "1990-12-31" };
const basis = { kind: "notice", providerId: "here", lawful: "contract" } as const;
const told = (keys: readonly string[], overrides: Partial<PurposeVersion> = {}) =>
  testVersion("told", keys, { basis, ...overrides });
const second = { number: 2, versionId: "told-v2" };
const signingIn: SigningIn = { providerId: "here", syncPolicy: "provider-wins" };
const now = new Date("2026-03-01T12:00:00Z");

const first = (purpose: PurposeVersion, values: Readonly<Record<string, string>> = sent) =>
  consentRequest({ purposes: [purpose], values, catalogue });

function valuesOf(request: ReturnType<typeof first>) {
  const outcome = evaluate(request, { kind: "acknowledge" });
  return outcome.kind === "provision" ? Object.fromEntries(outcome.values.map((v) => [v.attribute, v.value])) : null;
}

type Past = Readonly<Record<string, PastDecision["state"] | "ended">>;

/** A person who was told, or decided, like this about these versions. */
function consentState(
  past: readonly [PurposeVersion, Past][],
  asking: ConsentState["asking"] = new Map(),
): ConsentState {
  const all = past.flatMap(([about, states]) => Object.entries(states).map(([key, state]) => ({ about, key, state })));
  const live = all.filter(({ state }) => state === "granted");
  const stored = [...new Set(live.map(({ key }) => key))];
  return {
    decisions: all.map(({ about, key, state }) => {
      return { attribute: key, version: about, state: state === "ended" ? "granted" : state };
    }),
    grants: live.map(({ about, key }) => {
      return { purposeId: about.purposeId, attribute: key, expiresAt: null, mandatory: false };
    }),
    values: stored.map((attribute): StoredValue => {
      const from = { source: "provider", providerId: "here" } as const;
      return { attribute, value: `old ${attribute}`, ...from, missing: false, disconnected: false };
    }),
    asking,
  };
}

const again = (purpose: PurposeVersion, how: ConsentState, values: Readonly<Record<string, string>> = sent) =>
  consentRequest({ purposes: [purpose], values, catalogue, known: { consentState: how, signingIn, now } });

const askedKeys = (request: ReturnType<typeof again>) => itemsOf(request).map(({ attribute }) => attribute);

describe("no account, without asking", () => {
  it("leads to an account with exactly what is on the list and was sent", () => {
    expect(valuesOf(first(told(["email", "name"])))).toEqual({ email: sent.email, name: sent.name });
  });

  it("does not store what was not sent or let people type it, and still leads to an account", () => {
    const request = first(told(["email", "phone"]), { email: sent.email });
    expect(itemsOf(request).map(({ offer }) => offer.kind)).toEqual(["value", "not-sent"]);
    expect(request.blockedBy).toEqual([]);
    expect(valuesOf(request)).toEqual({ email: sent.email });
  });

  it("does not store an attribute that left the catalogue", () => {
    expect(valuesOf(first(told(["nobody", "name"]), { ...sent, nobody: "x" }))).toEqual({ name: sent.name });
  });

  it("leads to an account with the identity only if the list is empty", () => {
    expect(valuesOf(first(told([])))).toEqual({});
  });

  it.each([["decline"], ["choices"]] as const)("%s leads to no account", (answer) => {
    const request = first(told(["email"]));
    const given = answer === "decline" ? ({ kind: answer } as const) : choices(request);
    expect(evaluate(request, given)).toEqual({ kind: "refuse" });
  });

  it("refuses a notice beside a purpose, and a notice with a mandatory attribute", () => {
    const beside = () => consentRequest({ purposes: [told(["email"]), testVersion("p", [])], values: sent, catalogue });
    expect(beside).toThrow(TypeError);
    expect(() => first(told(["email!"]))).toThrow(TypeError);
  });
});

function choices(request: ReturnType<typeof first>) {
  const granted = itemsOf(request).map(({ id }) => id);
  const read = readDecision(request, { granted, typed: {} }, { catalogue, today: "2030-01-01" });
  if (!read.ok) throw new Error(read.code);
  return { kind: "choices", decisions: read.decisions, problems: read.problems } as const;
}

describe("a consent screen", () => {
  it("is never answered by acknowledging it", () => {
    fc.assert(
      fc.property(scenarios, ({ request }) => {
        expect(evaluate(request, { kind: "acknowledge" })).toEqual({ kind: "refuse" });
      }),
      propertyRuns,
    );
  });
});

describe("person with an account, without asking", () => {
  it("nothing new: no question, and what was told follows the provider", () => {
    const how = consentState([[told(["email", "name"]), { email: "granted", name: "granted" }]]);
    expect(askedKeys(again(told(["email", "name"]), how))).toEqual([]);
    expect(refreshOf(how, sent, signingIn).write.map(({ attribute }) => attribute)).toEqual(["email", "name"]);
  });

  it("a longer list: only what is new is told", () => {
    const how = consentState([[told(["email"]), { email: "granted" }]]);
    const request = again(told(["email", "phone"], second), how);
    expect(request.basis).toBe("notice");
    expect(askedKeys(request)).toEqual(["phone"]);
    expect(evaluate(request, { kind: "decline" })).toEqual({ kind: "keep" });
    expect(evaluate(request, choices(request))).toEqual({ kind: "keep" });
    expect(valuesOf(request)).toEqual({ phone: sent.phone });
  });

  it("a shorter list: nothing is told", () => {
    const how = consentState([[told(["email", "phone"]), { email: "granted", phone: "granted" }]]);
    expect(askedKeys(again(told(["email"], second), how))).toEqual([]);
  });

  it("other words: everything is told again", () => {
    const was = told(["email", "name"]);
    const is = told(["email", "name"], { ...second, basis: { ...basis, lawful: "public-task" } });
    const { attributes, recipients } = is;
    const asking = new Map([["told", [{ number: 2, asksAll: true, askFrom: null, attributes, recipients }]]]);
    const request = again(is, consentState([[was, { email: "granted", name: "granted" }]], asking));
    expect(askedKeys(request)).toEqual(["email", "name"]);
    expect(request.purposes[0]?.before).toBe(was);
  });

  it("an attribute that is sent for the first time is told before it is stored", () => {
    const how = consentState([[told(["email", "phone"]), { email: "granted", phone: "not-sent" }]]);
    expect(askedKeys(again(told(["email", "phone"]), how))).toEqual(["phone"]);
    expect(refreshOf(how, sent, signingIn).write.map(({ attribute }) => attribute)).toEqual(["email"]);
    expect(askedKeys(again(told(["email", "phone"]), how, { email: sent.email }))).toEqual([]);
  });

  it("an expired grant is told again", () => {
    const how = consentState([[told(["email"]), { email: "ended" }]]);
    expect(askedKeys(again(told(["email"]), how))).toEqual(["email"]);
  });

  it("a person who had agreed to something is told what is new, and keeps what they agreed to", () => {
    const how = consentState([[testVersion("news", ["email", "phone"]), { email: "granted", phone: "denied" }]]);
    expect(askedKeys(again(told(["email", "phone"]), how))).toEqual(["email", "phone"]);
    expect([...coveredAttributes(how.grants, now)]).toEqual(["email"]);
  });
});

describe("person with an account who was told, and is now asked", () => {
  const how = consentState([[told(["email", "name"]), { email: "granted", name: "granted" }]]);

  it("is asked as about anything new, and told what a refusal erases", () => {
    const request = again(testVersion("news", ["email", "phone"]), how);
    expect(request.basis).toBe("consent");
    expect(itemsOf(request).map(({ attribute, storedByNotice }) => [attribute, storedByNotice ?? false])).toEqual([
      ["email", true],
      ["phone", false],
    ]);
    expect(itemsOf(request).every(({ storedFor }) => storedFor === undefined)).toBe(true);
  });

  it("can always leave, and refusing what is now mandatory brings the form back", () => {
    const request = again(testVersion("news", ["email!"]), how);
    expect(evaluate(request, { kind: "decline" })).toEqual({ kind: "keep" });
    const none = readDecision(request, { granted: [], typed: {} }, { catalogue, today: "2030-01-01" });
    if (!none.ok) throw new Error(none.code);
    const answer = { kind: "choices", decisions: none.decisions, problems: none.problems } as const;
    expect(evaluate(request, answer).kind).toBe("ask-again");
  });

  it("the answer does not end a notice of another provider", () => {
    const elsewhere = told(["email"], { basis: { ...basis, providerId: "elsewhere" } });
    const request = again(testVersion("news", ["email"]), consentState([[elsewhere, { email: "granted" }]]));
    expect(itemsOf(request)[0]).toMatchObject({ storedFor: [elsewhere] });
    expect(itemsOf(request)[0]?.storedByNotice).toBeUndefined();
  });
});

describe("for any list and any claims", () => {
  const keys = ["email", "phone", "name", "birthdate", "__proto__", "constructor", "nobody"] as const;
  const lists = fc.uniqueArray(fc.constantFrom(...keys), { maxLength: 6 });
  const claims = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), fc.constantFrom("a", "b", "")), { selector: ([key]) => key })
    .map((entries) => {
      const made: Record<string, string> = Object.create(null);
      for (const [key, value] of entries) made[key] = value;
      return made;
    });

  it("what is stored is exactly what is on the list and was sent, byte for byte", () => {
    fc.assert(
      fc.property(lists, claims, (list, values) => {
        const outcome = evaluate(first(told(list), values), { kind: "acknowledge" });
        if (outcome.kind !== "provision") throw new Error("A notice always leads to an account");
        const wanted = list.filter((key) => catalogue.has(key) && (values[key] ?? "") !== "").sort();
        expect(outcome.values.map(({ attribute }) => attribute).sort()).toEqual(wanted);
        for (const { attribute, value, source } of outcome.values) {
          expect([value, source]).toEqual([values[attribute], "provider"]);
        }
        expect(outcome.decisions.map(({ state }) => state === "denied")).not.toContain(true);
      }),
      propertyRuns,
    );
  });
});

describe("the administrator's form", () => {
  const form = (overrides: Partial<Record<keyof NoticeInput, unknown>> = {}) => ({
    ...{ name: "Work", lawful: "contract", description: "The contract.", retentionDays: null, attributes: ["email"] },
    ...overrides,
  });
  const codes = (input: unknown) => noticeInput.safeParse(input).error?.issues.map(({ message }) => message) ?? [];

  it.each([
    [{ name: "" }, "name-missing"],
    [{ name: "x".repeat(256) }, "name-too-long"],
    [{ lawful: "consent" }, "basis-missing"],
    [{ lawful: "" }, "basis-missing"],
    [{ description: " \n " }, "description-missing"],
    [{ description: "x".repeat(1024) }, "description-too-long"],
    [{ description: "a\u0000b" }, "control-characters"],
    [{ retentionDays: 0 }, "retention-days-invalid"],
    [{ retentionDays: 1.5 }, "retention-days-invalid"],
    [{ retentionDays: Number.NaN }, "retention-days-invalid"],
    [{ retentionDays: 36_501 }, "retention-days-invalid"],
    [{ attributes: ["email", "email"] }, "attribute-twice"],
  ])("%j is %s", (change, code) => expect(codes(form(change))).toEqual([code]));

  it.each(noticeBases)("%s is a legal basis", (lawful) => expect(codes(form({ lawful }))).toEqual([]));

  it("consent is not a legal basis of a notice", () => expect(noticeBases).not.toContain("consent"));

  const before = told(["email", "name"], {
    texts: { en: { name: "Work", description: "Why.", details: null, legalNote: null } },
  });
  const same = noticeInput.parse(form({ description: "Why.", attributes: ["email", "name"] }));
  it.each([
    ["nothing", {}, null],
    ["other words", { description: "Why else." }, { material: true, asksAll: true }],
    ["another purpose", { name: "Play" }, { material: true, asksAll: true }],
    ["another legal basis", { lawful: "public-task" }, { material: true, asksAll: true }],
    ["another duration", { retentionDays: 30 }, { material: true, asksAll: true }],
    ["a longer list", { attributes: ["email", "name", "phone"] }, { material: true, asksAll: false }],
    ["a shorter list", { attributes: ["email"] }, { material: false, asksAll: false }],
    ["another order", { attributes: ["name", "email"] }, { material: false, asksAll: false }],
    ["one for another", { attributes: ["email", "phone"] }, { material: true, asksAll: false }],
  ] as const)("%s changed", (_what, change, wanted) => {
    expect(noticeChange(before, { ...same, ...(change as Partial<NoticeInput>) }, "en")).toEqual(wanted);
  });
});
