import type { PurposeBasis } from "@assent/consent/purpose/purpose";
import { consentRequest } from "@assent/consent/request/consent-request";
import type { ConsentRequest } from "@assent/consent/request/asked";
import { catalogueOf, testAttribute, testVersion } from "@assent/consent/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConsentSubmission,
  decideForm,
  type ExistingAccount,
  type FormDecision,
  type FormFacts,
} from "./decide-form";

const attributes = catalogueOf(
  testAttribute("email", "email"),
  testAttribute("name"),
  testAttribute("phone", "phone", { selfAssertable: false }),
);
const byNotice: PurposeBasis = { kind: "notice", providerId: "university", lawful: "contract" };
const ask = (keys: readonly string[], values: Record<string, string>, basis?: PurposeBasis): ConsentRequest =>
  consentRequest({ purposes: [testVersion("a", keys, basis ? { basis } : {})], values, catalogue: attributes });

const sent = { email: "ana@example.org", name: "Ana" };
const question = ask(["email!", "name"], sent);
const notice = ask(["email"], sent, byNotice);
/** It cannot be answered: what an account needs was not sent, and may not be typed. */
const blocked = ask(["phone!"], {});
/** The request of a person with an account; `canWait`: it can be postponed. */
const due = (request: ConsentRequest): ConsentRequest => ({ ...request, again: { unchanged: [] } });
const canWait = (request: ConsentRequest): ConsentRequest => ({
  ...request,
  again: { unchanged: [], canWaitUntil: new Date("2030-01-01") },
});

const account: ExistingAccount = {
  userId: "user",
  consentState: { decisions: [], grants: [], values: [], asking: new Map(), lastDecidedAt: null },
};
const newcomer: FormFacts = {
  requestId: "request",
  shownTextHash: "text",
  account: null,
  request: question,
  attributes,
  today: "2026-11-30",
};
const told = { request: notice };
const dueAccount = { account, request: due(question) };
const waitingAccount = { account, request: canWait(question) };
const toldAccount = { account, request: due(notice) };

/** The mandatory box ticked, on the right text of the right sign-in. */
const agrees: ConsentSubmission = {
  ...{ intent: "accept", request: "request", shown: "text", language: "en" },
  ...{ granted: ["a-v1.email"], typed: {} },
};
const ticksNothing = { granted: [] };
const outcome = expect.objectContaining({ kind: "provision" });
const again = (reason: string) => ({ case: "show-again", reason });
const notOurs = { case: "not-ours" };

type Row = [situation: string, facts: Partial<FormFacts>, form: Partial<ConsentSubmission>, decision: object];

/** Each row has what differs from a new person who ticks the mandatory box. */
const table: Row[] = [
  ["a newcomer agrees", {}, {}, { case: "make-account", outcome }],
  ["a newcomer leaves the mandatory box empty", {}, ticksNothing, again("problems")],
  ["a newcomer declines", {}, { intent: "decline" }, { case: "refuse" }],
  ["the same, with boxes ticked", {}, { intent: "decline", granted: ["a-v1.email"] }, { case: "refuse" }],
  ["a request that cannot be answered", { request: blocked }, ticksNothing, { case: "refuse" }],
  ["the form of another sign-in", {}, { request: "other" }, again("another")],
  ["the same, declined", {}, { request: "other", intent: "decline" }, again("another")],
  ["another text was shown", {}, { shown: "other" }, again("changed")],
  ["the same, declined: nothing is stored of any text", {}, { shown: "other", intent: "decline" }, { case: "refuse" }],
  ["more time", {}, { intent: "more-time" }, again("more-time")],
  ["the same, and another text was shown", {}, { intent: "more-time", shown: "other" }, again("more-time")],
  ["another language", {}, { intent: "language", to: "de" }, again("language")],
  ["a box that was not on the screen", {}, { granted: ["a-v1.phone"] }, notOurs],
  ["a typed value that was not asked for", {}, { typed: { phone: "+44 7700 900123" } }, notOurs],
  ["a newcomer postpones", {}, { intent: "later" }, notOurs],
  ["a newcomer closes an account", {}, { intent: "close" }, notOurs],

  ["a newcomer reads a notice", told, ticksNothing, { case: "make-account", outcome }],
  ["a notice with a tick", told, {}, notOurs],
  ["a newcomer leaves a notice", told, { intent: "decline" }, { case: "leave-notice" }],
  ["another notice was shown", told, { ...ticksNothing, shown: "other" }, again("changed")],
  ["the owner of an account reads a notice", toldAccount, ticksNothing, { case: "save-decision", account, outcome }],
  ["the owner leaves a notice", toldAccount, { intent: "decline" }, { case: "leave-unchanged" }],

  ["the owner agrees", dueAccount, {}, { case: "save-decision", account, outcome }],
  ["the owner declines", dueAccount, { intent: "decline" }, { case: "leave-unchanged" }],
  ["the owner refuses what is due", dueAccount, ticksNothing, again("problems")],
  ["the owner closes the account instead", dueAccount, { intent: "close" }, { case: "close-account", account }],
  ["the owner postpones what is due", dueAccount, { intent: "later" }, notOurs],
  ["the owner agrees early", waitingAccount, {}, { case: "save-decision", account, outcome }],
  ["the owner refuses what can wait", waitingAccount, ticksNothing, again("problems")],
  ["the owner postpones", waitingAccount, { intent: "later" }, { case: "postpone", account }],
  ["the owner closes the account early", waitingAccount, { intent: "close" }, notOurs],
];

const decide = (facts: Partial<FormFacts>, form: Partial<ConsentSubmission>): FormDecision =>
  decideForm({ ...newcomer, ...facts }, { ...agrees, ...form });

describe("decideForm", () => {
  it.each(table)("%s", (_situation, facts, form, decision) => {
    expect(decide(facts, form)).toEqual(decision);
  });

  it("every decision and every reason has a row", () => {
    const decisions = table.map(([, facts, form]) => decide(facts, form));
    const shown = decisions.filter((decision) => decision.case === "show-again");
    const found = {
      cases: new Set(decisions.map((decision) => decision.case)),
      reasons: new Set(shown.map(({ reason }) => reason)),
    };
    const keys = <Key extends string>(all: Record<Key, true>) => new Set(Object.keys(all));
    type ShowAgain = Extract<FormDecision, { case: "show-again" }>;
    const yes = true as const;
    expect(found).toEqual({
      cases: keys<FormDecision["case"]>({
        ...{ "not-ours": yes, "show-again": yes, refuse: yes, "leave-notice": yes, "leave-unchanged": yes },
        ...{ "make-account": yes, "save-decision": yes, postpone: yes, "close-account": yes },
      }),
      reasons: keys<ShowAgain["reason"]>({
        ...{ problems: yes, "more-time": yes, changed: yes, another: yes, language: yes },
      }),
    });
  });

  const anyFacts = fc.constantFrom<Partial<FormFacts>>({}, told, dueAccount, waitingAccount, toldAccount, {
    request: blocked,
  });
  const anyForm: fc.Arbitrary<ConsentSubmission> = fc.record({
    intent: fc.constantFrom("accept", "decline", "later", "more-time", "close", "language"),
    request: fc.constantFrom("request", "other"),
    shown: fc.constantFrom("text", "other"),
    language: fc.constant("en"),
    granted: fc.subarray(["a-v1.email", "a-v1.name", "a-v1.phone", "other"]),
    typed: fc.dictionary(fc.constantFrom("email", "name", "phone", "__proto__"), fc.string(), { maxKeys: 2 }),
  });
  const stores = ({ case: decided }: FormDecision) => decided === "make-account" || decided === "save-decision";

  it("stores only what was accepted, for this sign-in, on this text; and never a notice with ticks", () => {
    fc.assert(
      fc.property(anyFacts, anyForm, (facts, form) => {
        const decision = decideForm({ ...newcomer, ...facts }, form);
        if (form.request !== "request") expect(decision).toEqual(again("another"));
        if (!stores(decision)) return;
        expect(form).toMatchObject({ intent: "accept", request: "request", shown: "text" });
        if (facts.request?.basis === "notice") expect(form.granted).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("stores no value whose box is empty, and makes no second account for a person who has one", () => {
    fc.assert(
      fc.property(anyFacts, anyForm, (facts, form) => {
        const decision = decideForm({ ...newcomer, ...facts }, form);
        if (facts.account) expect(["make-account", "refuse", "leave-notice"]).not.toContain(decision.case);
        if (!("outcome" in decision) || facts.request?.basis === "notice") return;
        for (const { attribute } of decision.outcome.values) expect(form.granted).toContain(`a-v1.${attribute}`);
      }),
      { numRuns: 1000 },
    );
  });
});
