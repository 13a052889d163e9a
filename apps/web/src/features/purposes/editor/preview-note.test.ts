import { describe, expect, it } from "vitest";
import { previewNote } from "./preview-note";

const world = {
  attributes: [
    { key: "email", label: "Email", type: "email" as const, sensitive: false, selfAssertable: true },
    { key: "badge", label: "Badge", type: "text" as const, sensitive: false, selfAssertable: false },
  ],
};
const asks = (...rows: [key: string, mandatory: boolean][]) => ({
  attributes: rows.map(([key, mandatory]) => ({ key, mandatory, reason: "" })),
});

describe("a note about a state", () => {
  it.each([
    ["usual", asks(), true, null],
    ["value-missing", asks(["badge", true]), true, "nothing-optional"],
    ["value-missing", asks(["email", true]), true, null],
    ["value-missing", asks(["badge", true], ["email", false]), true, null],
    ["mandatory-missing", asks(["badge", true]), true, null],
    ["mandatory-missing", asks(["email", true]), true, "nothing-blocks"],
    ["mandatory-missing", asks(["badge", false]), true, "nothing-blocks"],
    ["error", asks(["badge", false], ["email", false]), true, "nothing-mandatory"],
    ["error", asks(["badge", false], ["email", true]), true, null],
    ["again-changed", asks(["badge", false]), false, "nothing-before"],
    ["again-changed", asks(["badge", false]), true, null],
    ["again-new", asks(["badge", false]), false, null],
  ] as const)("%s of %j: %s", (state, draft, published, note) =>
    expect(previewNote(draft, world, state, published)).toBe(note),
  );
});
