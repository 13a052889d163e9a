import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readValue } from "../attribute/attribute.ts";
import { consentRequest } from "../request/consent-request.ts";
import type { AskedItem } from "../request/asked.ts";
import { readDecision, type ItemDecision } from "./decision.ts";
import { evaluate, type EvaluationOutcome } from "./evaluate.ts";
import {
  choicesOf,
  decideAndEvaluate,
  itemsOf,
  evaluationOf,
  hasBox,
  propertyRuns,
  scenarios,
  type Scenario,
} from "../testing.ts";

const seen = new Map<EvaluationOutcome["kind"], number>();

/** Runs a property over scenarios and counts their outcomes. */
function always(check: (scenario: Scenario, outcome: EvaluationOutcome) => void): void {
  const property = fc.property(scenarios, (scenario) => {
    const outcome = evaluationOf(scenario);
    seen.set(outcome.kind, (seen.get(outcome.kind) ?? 0) + 1);
    check(scenario, outcome);
  });
  fc.assert(property, propertyRuns);
}

const accounts = (check: (scenario: Scenario, account: Extract<EvaluationOutcome, { kind: "provision" }>) => void) =>
  always((scenario, outcome) => {
    if (outcome.kind === "provision") check(scenario, outcome);
  });

const grantsOf = (decisions: readonly ItemDecision[]) =>
  decisions.filter(({ state }) => state === "granted").map(({ item, value }) => `${item.id} = ${value}`);

/** Typing what an account needs is agreeing to it. */
const agreesByTyping = ({ mandatory, offer }: AskedItem) => mandatory && offer.kind === "type-it";

const isTypedRight = ({ catalogue, submission }: Scenario, { attribute }: AskedItem) =>
  readValue(catalogue.get(attribute)?.type ?? "text", submission.typed[attribute]).ok;

describe("for any purposes, claims and form", () => {
  it("nothing outside live purposes is ever in the result", () =>
    accounts(({ purposes, catalogue }, { values, decisions }) => {
      const live = new Set(purposes.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
      const versions = new Set(purposes.map(({ versionId }) => versionId));
      for (const { attribute } of values) expect(live.has(attribute) && catalogue.has(attribute)).toBe(true);
      for (const { item } of decisions) expect(versions.has(item.versionId)).toBe(true);
    }));

  it("refusing a mandatory item never leads to an account, and only a missing value also prevents one", () =>
    always((scenario, outcome) => {
      const granted = new Set(scenario.submission.granted);
      const items = itemsOf(scenario.request);
      const everyMandatory = items.every((item) => !item.mandatory || granted.has(item.id) || agreesByTyping(item));
      const everyTyped = items.every(
        (item) =>
          item.offer.kind !== "type-it" ||
          (!granted.has(item.id) && !agreesByTyping(item)) ||
          isTypedRight(scenario, item),
      );
      expect(outcome.kind === "provision").toBe(everyMandatory && everyTyped);
    }));

  it("the evaluator finds every denial and every missing value by itself", () =>
    always(({ request, submission, catalogue }, outcome) => {
      const answer = choicesOf(request, submission, catalogue);
      if (answer.kind !== "choices") return;
      expect(evaluate(request, { ...answer, problems: [] }).kind).toBe(outcome.kind);
    }));

  it("a blocked request never leads to an account, even with grants", () =>
    always(({ request }, outcome) => {
      if (request.blockedBy.length > 0) expect(outcome).toEqual({ kind: "refuse" });
    }));

  it("declining never leads to an account", () =>
    always(({ request }) => expect(evaluate(request, { kind: "decline" })).toEqual({ kind: "refuse" })));

  it("denied and missing are the same", () =>
    always(({ request, submission, catalogue }, outcome) => {
      const answer = choicesOf(request, submission, catalogue);
      if (answer.kind !== "choices") return;
      const decisions = answer.decisions.filter(({ state }) => state === "granted");
      expect(evaluate(request, { ...answer, decisions })).toEqual(outcome);
    }));

  it("the order of purposes does not affect values and grants", () => {
    const shuffled = scenarios.chain((scenario) =>
      fc.record({
        scenario: fc.constant(scenario),
        purposes: fc.shuffledSubarray([...scenario.purposes], { minLength: scenario.purposes.length }),
        positions: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
      }),
    );
    const property = fc.property(shuffled, ({ scenario, purposes, positions }) => {
      const moved = purposes.map((purpose, i) => ({ ...purpose, position: positions[i] ?? 0 }));
      const request = consentRequest({ ...scenario, purposes: moved });
      const before = evaluationOf(scenario);
      const after = decideAndEvaluate(request, scenario.submission, scenario.catalogue);
      expect(after.kind).toBe(before.kind);
      if (after.kind !== "provision" || before.kind !== "provision") return;
      expect(after.values).toEqual(before.values);
      expect(grantsOf(after.decisions).sort()).toEqual(grantsOf(before.decisions).sort());
    });
    fc.assert(property, propertyRuns);
  });

  it("the order of purposes with equal positions does not affect the screen either", () => {
    const reversed = fc.property(scenarios, (scenario) => {
      const purposes = scenario.purposes.toReversed();
      expect(consentRequest({ ...scenario, purposes }).purposes).toEqual(scenario.request.purposes);
    });
    fc.assert(reversed, propertyRuns);
  });

  it("adding a grant never removes another value", () =>
    accounts(({ request, submission, catalogue }, before) => {
      for (const item of itemsOf(request)) {
        if (!hasBox(item) || submission.granted.includes(item.id)) continue;
        const more = { ...submission, granted: [...submission.granted, item.id] };
        const after = decideAndEvaluate(request, more, catalogue);
        expect(after.kind === "provision" ? after.values : []).toEqual(expect.arrayContaining([...before.values]));
      }
    }));

  it("every provisioned value equals the offered or the typed one, byte for byte", () =>
    accounts(({ request, values, defaults, submission, catalogue }, account) => {
      for (const { attribute, value, source } of account.values) {
        const offers = itemsOf(request).filter((item) => item.attribute === attribute);
        // What is told is never typed: it is kept only if it was sent.
        const kept = offers.filter(({ basis, offer }) => !basis || offer.kind !== "not-sent");
        expect(kept.every(({ offer }) => offer.kind === (source === "self" ? "type-it" : "value"))).toBe(true);
        const type = catalogue.get(attribute)?.type ?? "text";
        if (source === "provider") expect(value).toBe(values[attribute]);
        else if (source === "default") expect([value, values[attribute]]).toEqual([defaults[attribute], undefined]);
        else expect({ ok: true, value }).toEqual(readValue(type, submission.typed[attribute]));
      }
    }));

  it("every value is covered by a granted decision, and every granted decision has its value", () =>
    accounts(({ submission, request }, { values, decisions }) => {
      const granted = decisions.filter(({ state }) => state === "granted");
      const told = granted.filter(({ item }) => item.basis).map(({ item }) => item.id);
      const typed = itemsOf(request).filter(agreesByTyping);
      const agreed = new Set([...submission.granted, ...told, ...typed.map(({ id }) => id)]);
      expect(granted.map(({ item }) => item.id).sort()).toEqual([...agreed].sort());
      expect(new Set(granted.map(({ item }) => item.attribute))).toEqual(new Set(values.map((v) => v.attribute)));
      for (const { item, value, source } of granted) {
        expect(values).toContainEqual({ attribute: item.attribute, value, source });
      }
      for (const { state, value, source } of decisions) {
        if (state !== "granted") expect([value, source]).toEqual([null, null]);
      }
    }));

  it("nothing is stored but what was agreed to, or has a stated other basis in the version shown", () =>
    accounts(({ purposes, submission, request }, { values, decisions }) => {
      const basisShown = (item: AskedItem) =>
        purposes
          .find(({ versionId }) => versionId === item.versionId)
          ?.attributes.find(({ key }) => key === item.attribute)?.basis;
      const agreed = (item: AskedItem) => submission.granted.includes(item.id) || agreesByTyping(item);
      for (const { attribute } of values) {
        const items = itemsOf(request).filter((item) => item.attribute === attribute);
        expect(items.some((item) => agreed(item) || (basisShown(item) && item.offer.kind === "value"))).toBe(true);
      }
      for (const { item, state } of decisions) {
        expect(item.basis).toBe(basisShown(item));
        if (item.basis)
          expect([item.mandatory, state]).toEqual([false, item.offer.kind === "value" ? "granted" : "not-sent"]);
      }
    }));

  it("no answer changes what is told", () =>
    always(({ request, submission, catalogue }) => {
      const isTold = ({ decisions }: Extract<EvaluationOutcome, { kind: "provision" }>) =>
        decisions.filter(({ item }) => item.basis);
      const all = {
        ...submission,
        granted: itemsOf(request)
          .filter(hasBox)
          .map(({ id }) => id),
      };
      const [some, every] = [submission, all].map((form) => decideAndEvaluate(request, form, catalogue));
      if (some?.kind === "provision" && every?.kind === "provision") expect(isTold(some)).toEqual(isTold(every));
      for (const item of itemsOf(request).filter(({ basis }) => basis)) {
        const read = readDecision(request, { ...submission, granted: [item.id] }, { catalogue, today: "2030-01-01" });
        expect(read).toEqual({ ok: false, code: "unknown-item" });
      }
    }));

  it("each asked item has exactly one decision, and each attribute one value at most", () =>
    accounts(({ request }, { values, decisions }) => {
      expect(decisions.map(({ item }) => item)).toEqual(itemsOf(request));
      expect(new Set(values.map(({ attribute }) => attribute)).size).toBe(values.length);
    }));

  it("a box that is not on the screen is an error", () => {
    const forged = fc.property(scenarios, fc.string(), ({ request, submission, catalogue }, id) => {
      const onScreen = itemsOf(request).some((item) => item.id === id && hasBox(item));
      fc.pre(!onScreen);
      const read = readDecision(
        request,
        { ...submission, granted: [...submission.granted, id] },
        { catalogue, today: "2030-01-01" },
      );
      expect(read).toEqual({ ok: false, code: "unknown-item" });
    });
    fc.assert(forged, propertyRuns);
  });

  // A property about accounts proves nothing if no run led to one.
  afterAll(() => {
    for (const outcome of ["provision", "refuse", "ask-again"] as const) {
      expect(seen.get(outcome) ?? 0).toBeGreaterThan(500);
    }
  });
});
