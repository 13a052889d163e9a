import { expect, test } from "vitest";
import { canOpenStep, openStep, pathOfStep, type SetupFacts, setupSteps } from "./steps";

const empty: SetupFacts = { organisation: false, providers: [], administrator: false };
const off = { id: "off", name: "Off", enabled: false };
const on = { id: "on", name: "On", enabled: true };

const cases: readonly (readonly [what: string, facts: SetupFacts, open: string, reachable: readonly string[]])[] = [
  ["nothing is stored", empty, "organisation", ["organisation"]],
  ["a provider, but no organisation", { ...empty, providers: [on] }, "organisation", ["organisation"]],
  ["an organisation", { ...empty, organisation: true }, "provider", ["organisation", "provider"]],
  [
    "a provider that is disabled",
    { ...empty, organisation: true, providers: [off] },
    "test",
    ["organisation", "provider", "test"],
  ],
  [
    "one of two is enabled",
    { ...empty, organisation: true, providers: [off, on] },
    "sign-in",
    ["organisation", "provider", "test", "sign-in"],
  ],
  ["an administrator", { organisation: true, providers: [on], administrator: true }, "purpose", ["purpose"]],
  ["an administrator, and nothing else", { ...empty, administrator: true }, "purpose", ["purpose"]],
];

test.each(cases)("%s", (_what, facts, open, reachable) => {
  expect(openStep(facts)).toBe(open);
  expect(setupSteps.filter((step) => canOpenStep(step, facts))).toEqual(reachable);
});

test("tests an enabled provider first", () => {
  expect(pathOfStep("test", { ...empty, providers: [off, on] })).toBe("/setup/provider/on/test");
  expect(pathOfStep("test", { ...empty, providers: [off] })).toBe("/setup/provider/off/test");
  expect(pathOfStep("test", empty)).toBe("/setup/provider");
});
