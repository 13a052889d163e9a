import { expect, test } from "vitest";
import type { HeldItem, HeldPurpose } from "./held-purposes";
import { outcomeOf } from "./my-outcome";

const at = new Date(0);
const stored = { value: "v", providerName: "P", since: at, refreshedAt: null, missingSince: null, expiresAt: null };
const item = (attribute: string, state: HeldItem["state"]): HeldItem => ({
  ...{
    attribute,
    label: `the ${attribute}`,
    mandatory: false,
    state,
    decidedAt: at,
    usedElsewhere: false,
    canAgree: false,
  },
  stored: state === "stored" ? stored : null,
});
const purpose = (id: string, ...items: HeldItem[]): HeldPurpose => ({
  ...{ id, name: `Purpose ${id}`, description: "", version: 1, decidedAt: at, retention: { kind: "withdrawn" } },
  reworded: null,
  items,
});

test("a withdrawal is said with what it is kept for", () => {
  const data = { purposes: [purpose("a", item("email", "withdrawn")), purpose("b", item("email", "stored"))] };
  expect(outcomeOf(data, "withdrawn", "a.email")).toMatchObject({ label: "the email", keptFor: ["Purpose b"] });
  expect(outcomeOf({ purposes: data.purposes.slice(0, 1) }, "withdrawn", "a.email")).toMatchObject({ keptFor: [] });
});

test.each([
  ["withdrawn", "b.email"],
  ["withdrawn", "a.phone"],
  ["withdrawn", "c.email"],
  ["withdrawn", undefined],
  ["withdrawn", "email"],
  ["agreed", "a.email"],
  ["corrected", ".email"],
  ["deleted", "a.email"],
  [undefined, "a.email"],
])("nothing is said that the data does not say: %s %s", (done, of) => {
  const data = { purposes: [purpose("a", item("email", "withdrawn")), purpose("b", item("email", "stored"))] };
  expect(outcomeOf(data, done, of)).toBeNull();
});
