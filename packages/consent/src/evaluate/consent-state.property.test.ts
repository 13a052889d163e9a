import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ValueSource } from "../attribute/attribute.ts";
import type { AskedItem } from "../request/asked.ts";
import { consentRequest } from "../request/consent-request.ts";
import { readDecision } from "./decision.ts";
import { evaluate } from "./evaluate.ts";
import { coveredAttributes, refreshOf } from "./grants.ts";
import { organisationOnly, type PurposeVersion } from "../purpose/purpose.ts";
import type { SigningIn, ConsentState } from "./consent-state.ts";
import { catalogueOf, hasBox, testAttribute, propertyRuns, testVersion } from "../testing.ts";

const keys = ["email", "phone", "name", "email_verified"] as const;
const catalogue = catalogueOf(...keys.map((key) => testAttribute(key)));
const purposeIds = ["p0", "p1", "p2"] as const;
const now = new Date("2026-03-01T12:00:00Z");
const daysFromNow = (days: number | null) => (days === null ? null : new Date(now.getTime() + days * 86_400_000));

/** Two versions of each purpose, decisions about either, and values that live grants cover. */
const consentStates = fc
  .record({
    asks: fc.array(
      fc.subarray(
        keys.flatMap((key) => [key, `${key}!`, `${key}~contract`]),
        { minLength: 1 },
      ),
      {
        minLength: 6,
        maxLength: 6,
      },
    ),
    states: fc.array(fc.constantFrom("granted", "expired", "denied", "not-sent", "nothing"), {
      minLength: 12,
      maxLength: 12,
    }),
    decidedOn: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    asksAll: fc.array(fc.constantFrom(0, 2), { minLength: 3, maxLength: 3 }),
    waits: fc.array(fc.constantFrom(null, -1, 1, 2), { minLength: 3, maxLength: 3 }),
    self: fc.subarray([...keys]),
    set: fc.subarray([...keys]),
    defaults: fc.dictionary(fc.constantFrom(...keys, "nobody"), fc.constantFrom("set", "")),
    sent: fc.dictionary(fc.constantFrom(...keys, "nobody"), fc.constantFrom("a", "b", "")),
    syncPolicy: fc.constantFrom("provider-wins" as const, "first-sign-in" as const),
    ticks: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  })
  .map(({ asks, states, decidedOn, asksAll, waits, self, set, defaults, sent, syncPolicy, ticks }) => {
    const made = purposeIds.map((id, i) =>
      [1, 2].map((number) => {
        const once = [
          ...new Map((asks[i * 2 + number - 1] ?? []).map((key) => [key.replace(/!|~.*/, ""), key])).values(),
        ];
        const askFrom = number === 2 ? daysFromNow(waits[i] ?? null) : null;
        return testVersion(id, once, { number, versionId: `${id}-v${number}`, position: i % 2, askFrom });
      }),
    );
    const decided = made.flatMap(([first, second], i) => {
      const about = (decidedOn[i] ? second : first) as PurposeVersion;
      return about.attributes.map(({ key, mandatory }, k) => ({ about, key, mandatory, state: states[i * 4 + k] }));
    });
    const decisions = decided.flatMap(({ about, key, state }) =>
      state === undefined || state === "nothing"
        ? []
        : [{ attribute: key, version: about, state: state === "expired" ? ("granted" as const) : state }],
    );
    const grants = decided
      .filter(({ state }) => state === "granted")
      .map(({ about, key, mandatory }) => ({ purposeId: about.purposeId, attribute: key, mandatory, expiresAt: null }));
    const held = [...coveredAttributes(grants, new Date())];
    const values = held.map((attribute) => {
      const own = self.includes(attribute as (typeof keys)[number]);
      const isSet = set.includes(attribute as (typeof keys)[number]);
      const source: ValueSource = own ? "self" : isSet ? "default" : "provider";
      return {
        attribute,
        value: "stored",
        source,
        providerId: own ? null : "here",
        missing: false,
        disconnected: false,
      };
    });
    const consentState: ConsentState = {
      decisions,
      grants,
      values,
      asking: new Map(
        made.map(([first, second], i) => [
          purposeIds[i] ?? "",
          [first, second].flatMap((one) => (one ? [{ ...one, asksAll: one.number > 1 && asksAll[i] === 2 }] : [])),
        ]),
      ),
    };
    const signingIn: SigningIn = { providerId: "here", syncPolicy };
    const live = made.map(([, second]) => second as PurposeVersion);
    return { consentState, signingIn, sent, defaults, live, ticks };
  });

const ask = ({ consentState, signingIn, sent, defaults, live }: Case) =>
  consentRequest({ purposes: live, values: sent, defaults, catalogue, known: { consentState, signingIn, now } });
type Case = typeof consentStates extends fc.Arbitrary<infer Made> ? Made : never;

/** A person who agreed to everything so far, while every later question has a date in the future. */
function allWaiting(made: Case): Case {
  const { consentState } = decidedOnAll(made);
  const decisions = consentState.decisions.map((decision) => ({ ...decision, state: "granted" as const }));
  const grants = decisions.map(({ attribute, version: { purposeId } }) => ({
    ...{ purposeId, attribute, mandatory: false, expiresAt: null },
  }));
  const asking = new Map(
    [...consentState.asking].map(([id, versions]) => [
      id,
      versions.map((one) => ({ ...one, askFrom: daysFromNow(1) })),
    ]),
  );
  return { ...made, consentState: { ...consentState, decisions, grants, asking } };
}

/** A person who decided on a version has decided on all of its attributes. */
function decidedOnAll(made: Case): Case {
  const { decisions } = made.consentState;
  const versions = new Map(decisions.map(({ version: decided }) => [decided.versionId, decided]));
  const rest = [...versions.values()].flatMap((decided) =>
    decided.attributes
      .filter(({ key }) => !decisions.some((d) => d.version === decided && d.attribute === key))
      .map(({ key }) => ({ attribute: key, version: decided, state: "denied" as const })),
  );
  return { ...made, consentState: { ...made.consentState, decisions: [...decisions, ...rest] } };
}

describe("for any person with an account", () => {
  it("only granted attributes are refreshed, and what the person entered never is", () =>
    fc.assert(
      fc.property(consentStates, ({ consentState, signingIn, sent }) => {
        const covered = coveredAttributes(consentState.grants, new Date());
        const { write, clear, missing } = refreshOf(consentState, sent, signingIn);
        const touched = [...write.map(({ attribute }) => attribute), ...clear, ...missing];
        for (const attribute of touched) {
          expect(covered.has(attribute)).toBe(true);
          expect(consentState.values.find((held) => held.attribute === attribute)?.source).not.toBe("self");
        }
        expect(new Set(touched).size).toBe(touched.length);
      }),
      propertyRuns,
    ));

  it("a refused value is never in the result, and what was entered is never overwritten", () =>
    fc.assert(
      fc.property(consentStates, (made) => {
        const request = ask(made);
        const boxes = request.purposes.flatMap(({ items }) => items).filter(hasBox);
        const told = request.purposes
          .flatMap(({ items }) => items)
          .filter(({ basis, offer }) => basis && offer.kind === "value");
        const granted = boxes.filter((_, i) => made.ticks[i]).map(({ id }) => id);
        const typed = Object.fromEntries(boxes.map(({ attribute }) => [attribute, "typed"]));
        const read = readDecision(request, { granted, typed }, { catalogue, today: "2030-01-01" });
        const outcome = read.ok ? evaluate(request, { kind: "choices", ...read }) : null;
        expect(outcome).not.toBeNull();
        if (outcome?.kind !== "provision") return;
        // Typing what an account needs is agreeing to it.
        const byTyping = ({ offer, mandatory, onlyForEntry }: AskedItem) =>
          offer.kind === "type-it" && mandatory && !onlyForEntry;
        const stored = [...boxes.filter((item) => granted.includes(item.id) || byTyping(item)), ...told];
        const agreed = new Set(stored.map(({ attribute }) => attribute));
        for (const { attribute, value } of outcome.values) {
          expect(agreed.has(attribute)).toBe(true);
          const held = made.consentState.values.find((stored) => stored.attribute === attribute);
          if (held?.source === "self") expect(value).toBe(held.value);
        }
      }),
      propertyRuns,
    ));

  it("no refresh writes a default, it is offered only if nothing is stored, and only the provider replaces it", () =>
    fc.assert(
      fc.property(consentStates, (made) => {
        const { consentState, signingIn, sent, defaults } = made;
        const heldOf = (key: string) => consentState.values.find(({ attribute }) => attribute === key);
        const { write, clear, missing } = refreshOf(consentState, sent, signingIn);
        for (const { attribute, value, source } of write) {
          expect([source, value]).toEqual(["provider", sent[attribute]]);
          if (signingIn.syncPolicy === "first-sign-in") expect(heldOf(attribute)).toBeUndefined();
        }
        for (const attribute of [...clear, ...missing]) expect(heldOf(attribute)?.source).toBe("provider");
        for (const { attribute, offer } of ask(made).purposes.flatMap(({ items }) => items)) {
          if (offer.kind !== "value" || offer.source !== "default") continue;
          expect(offer.value).toBe(heldOf(attribute)?.value ?? defaults[attribute]);
        }
      }),
      propertyRuns,
    ));

  it("the order of purposes does not matter", () =>
    fc.assert(
      fc.property(consentStates, (made) => {
        expect(ask({ ...made, live: made.live.toReversed() })).toEqual(ask(made));
      }),
      propertyRuns,
    ));

  it("what can wait is asked alone, until a date in the future, and never an expired grant", () =>
    fc.assert(
      fc.property(consentStates, (made) => {
        const { purposes, again } = ask(made);
        const until = again?.canWaitUntil;
        if (until === undefined) return;
        expect(until.getTime()).toBeGreaterThan(now.getTime());
        const { decisions, grants } = made.consentState;
        for (const { purposeId, attribute, offer } of purposes.flatMap(({ items }) => items)) {
          const agreed = decisions.some(
            (d) => d.version.purposeId === purposeId && d.attribute === attribute && d.state === "granted",
          );
          const live = grants.some((grant) => grant.purposeId === purposeId && grant.attribute === attribute);
          if (offer.kind === "value") expect(agreed && !live).toBe(false);
        }
      }),
      propertyRuns,
    ));

  it("a later publication never makes a due question wait, or a waiting question due", () =>
    fc.assert(
      fc.property(consentStates.map(decidedOnAll), fc.constantFrom(null, -1, 1, 3), (made, days) => {
        const before = ask(made);
        const live = made.live.map((version) => ({ ...version, number: 3, versionId: `${version.purposeId}-v3` }));
        const asking = new Map(
          [...made.consentState.asking].map(([id, versions]) => {
            const { attributes } = live.find(({ purposeId }) => purposeId === id) ?? { attributes: [] };
            return [
              id,
              [
                ...versions,
                { number: 3, asksAll: false, askFrom: daysFromNow(days), attributes, recipients: organisationOnly },
              ],
            ];
          }),
        );
        const after = ask({ ...made, live, consentState: { ...made.consentState, asking } });
        const items = ({ purposes }: typeof before) =>
          purposes.flatMap((purpose) => purpose.items.map(({ purposeId, attribute }) => `${purposeId} ${attribute}`));
        expect(after.again?.canWaitUntil).toEqual(before.again?.canWaitUntil);
        expect(items(after)).toEqual(items(before));
      }),
      propertyRuns,
    ));

  it("a question that can wait never closes an account, and postponing it changes nothing", () =>
    fc.assert(
      fc.property(consentStates.map(allWaiting), (made) => {
        const request = ask(made);
        if (request.purposes.length === 0) return;
        expect(request.again?.canWaitUntil).toBeDefined();
        const read = readDecision(request, { granted: [], typed: {} }, { catalogue, today: "2030-01-01" });
        expect(read.ok && evaluate(request, { kind: "choices", ...read }).kind).toMatch(/^(provision|ask-again)$/);
        expect(evaluate(request, { kind: "decline" })).toEqual({ kind: "keep" });
      }),
      propertyRuns,
    ));

  it("a person who ticked every box is not asked again", () =>
    fc.assert(
      fc.property(consentStates, (made) => {
        const asked = new Set(
          ask(made).purposes.flatMap(({ items }) =>
            items.map(({ purposeId, attribute }) => `${purposeId} ${attribute}`),
          ),
        );
        const current = made.live.flatMap((now) => now.attributes.map(({ key }) => ({ attribute: key, version: now })));
        const answered = current.filter((c) => asked.has(`${c.version.purposeId} ${c.attribute}`));
        const isAnswered = (d: { attribute: string; version: PurposeVersion }) =>
          asked.has(`${d.version.purposeId} ${d.attribute}`);
        const consentState: ConsentState = {
          ...made.consentState,
          decisions: [
            ...made.consentState.decisions.filter((decision) => !isAnswered(decision)),
            ...answered.map((decision) => ({ ...decision, state: "granted" as const })),
          ],
          grants: [
            ...made.consentState.grants,
            ...answered.map(({ attribute, version: { purposeId } }) => ({
              purposeId,
              attribute,
              mandatory: false,
              expiresAt: null,
            })),
          ],
        };
        const again = ask({ ...made, consentState }).purposes.flatMap(({ items }) => items);
        expect(again.filter(({ purposeId, attribute }) => asked.has(`${purposeId} ${attribute}`))).toEqual([]);
      }),
      propertyRuns,
    ));
});
