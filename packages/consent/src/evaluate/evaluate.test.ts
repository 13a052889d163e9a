// The evaluator is the last gate, so these tests give it answers that no form can produce.
import { describe, expect, it } from "vitest";
import { consentRequest } from "../request/consent-request.ts";
import type { ItemDecision } from "./decision.ts";
import { evaluate } from "./evaluate.ts";
import { catalogueOf, itemOf, testAttribute, testVersion } from "../testing.ts";

const catalogue = catalogueOf(testAttribute("email", "email"), testAttribute("name"), testAttribute("phone", "phone"));
const asks = (keys: readonly string[], values = {}) =>
  consentRequest({ purposes: [testVersion("a", keys)], values, catalogue });
const choices = (...decisions: readonly ItemDecision[]) => ({ kind: "choices", decisions, problems: [] }) as const;

describe("evaluate", () => {
  const request = asks(["email!", "name"], { email: "ana@example.org", name: "Ana" });
  const email = itemOf(request, "a-v1.email");

  it("takes what the provider sent from the offer, not from the decision", () => {
    const forged = { item: email, state: "granted", value: "mallory@example.org", source: "self" } as const;
    expect(evaluate(request, choices(forged))).toMatchObject({
      values: [{ attribute: "email", value: "ana@example.org", source: "provider" }],
    });
  });

  it("drops decisions about what was not asked", () => {
    const other = { ...email, id: "z-v1.phone", attribute: "phone" };
    const outcome = evaluate(
      request,
      choices(
        { item: email, state: "granted", value: "ana@example.org", source: "provider" },
        { item: other, state: "granted", value: "+44 7700 900123", source: "provider" },
      ),
    );
    expect(outcome).toMatchObject({ kind: "provision" });
    expect(JSON.stringify(outcome)).not.toContain("7700");
  });

  it("reads whether an item is mandatory from the request, not from the decision", () => {
    const forged = { item: { ...email, mandatory: false }, state: "denied", value: null, source: null } as const;
    expect(evaluate(request, choices(forged))).toEqual({
      kind: "ask-again",
      problems: [{ item: email, problem: "required-not-agreed" }],
    });
  });

  it("gives a refused item no value, even if its decision has one", () => {
    const name = itemOf(request, "a-v1.name");
    const outcome = evaluate(
      request,
      choices(
        { item: email, state: "granted", value: "ana@example.org", source: "provider" },
        { item: name, state: "denied", value: "Ana", source: "provider" },
      ),
    );
    expect(outcome).toMatchObject({ decisions: [{}, { state: "denied", value: null, source: null }] });
    expect(outcome.kind === "provision" && outcome.values.map(({ attribute }) => attribute)).toEqual(["email"]);
  });

  it("stores nothing if there is any problem", () => {
    const answer = choices({ item: email, state: "granted", value: "ana@example.org", source: "provider" });
    const problems = [{ item: email, problem: "too-long" }] as const;
    expect(evaluate(request, { ...answer, problems })).toEqual({ kind: "ask-again", problems });
  });

  it("asks again when a typed value is granted and empty", () => {
    const typing = asks(["email!"]);
    const item = itemOf(typing, "a-v1.email");
    for (const value of [null, ""]) {
      const outcome = evaluate(typing, choices({ item, state: "granted", value, source: "self" }));
      expect(outcome).toEqual({ kind: "ask-again", problems: [{ item, problem: "value-missing" }] });
    }
  });

  it("refuses a blocked request even when every decision is granted", () => {
    const blocked = asks(["shoe_size!"], { shoe_size: "43" });
    const item = itemOf(blocked, "a-v1.shoe_size");
    expect(evaluate(blocked, choices({ item, state: "granted", value: "43", source: "provider" }))).toEqual({
      kind: "refuse",
    });
  });

  it("returns the values sorted by key", () => {
    const both = asks(["name", "email"], { email: "ana@example.org", name: "Ana" });
    const decisions = ["a-v1.name", "a-v1.email"].map((id): ItemDecision => {
      return { item: itemOf(both, id), state: "granted", value: null, source: null };
    });
    const outcome = evaluate(both, choices(...decisions));
    expect(outcome.kind === "provision" && outcome.values.map(({ attribute }) => attribute)).toEqual(["email", "name"]);
  });
});
