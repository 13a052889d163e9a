import { expect, it } from "vitest";
import { unmetNeeds } from "./unmet-needs";

const purpose = (status: "live" | "draft" | "archived", key: string, mandatory = false) => ({
  status,
  attributes: [{ key, label: key, mandatory }],
});

it.each([
  ["no purpose names it", [], { missing: ["email"], optional: [] }],
  ["only another attribute is released", [purpose("live", "name")], { missing: ["email"], optional: [] }],
  ["only a draft would release it", [purpose("draft", "email", true)], { missing: ["email"], optional: [] }],
  ["only an archived purpose released it", [purpose("archived", "email", true)], { missing: ["email"], optional: [] }],
  ["people may refuse it", [purpose("live", "email")], { missing: [], optional: ["email"] }],
  [
    "one of two purposes needs it",
    [purpose("live", "email"), purpose("live", "email", true)],
    { missing: [], optional: [] },
  ],
])("%s", (_title, purposes, unmet) => {
  expect(unmetNeeds(["email"], purposes)).toEqual(unmet);
});
