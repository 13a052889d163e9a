import { describe, expect, it } from "vitest";
import { changeRows, isUnaddedChoice } from "./rows";

const row = (key: string) => ({ key, mandatory: key === "email", reason: key });
const rows = [row("email"), row("phone_number"), row("name")];
const known = new Set(["email", "phone_number", "name", "nickname"]);
const keysAfter = (step: Parameters<typeof changeRows>[1], chosen = "") =>
  changeRows(rows, step, chosen, known).rows.map(({ key }) => key);

describe("changeRows", () => {
  it("adds the chosen attribute at the end, optional and without a reason", () => {
    expect(changeRows(rows, { do: "add" }, "nickname", known)).toEqual({
      rows: [...rows, { key: "nickname", mandatory: false, reason: "" }],
      problem: null,
    });
  });

  it.each([
    ["", "choose-first"],
    ["email", "already-added"],
    ["shoe_size", "attribute-unknown"],
  ])("adds nothing for %j and says why", (chosen, problem) => {
    expect(changeRows(rows, { do: "add" }, chosen, known)).toEqual({ rows, problem });
  });

  it("removes one row and keeps the others unchanged", () => {
    expect(changeRows(rows, { do: "remove", row: 1 }, "", known).rows).toEqual([rows[0], rows[2]]);
  });

  it("moves a row with everything in it", () => {
    expect(changeRows(rows, { do: "up", row: 1 }, "", known).rows).toEqual([rows[1], rows[0], rows[2]]);
    expect(keysAfter({ do: "down", row: 1 })).toEqual(["email", "name", "phone_number"]);
  });

  it.each([
    { do: "up", row: 0 },
    { do: "down", row: 2 },
    { do: "up", row: 9 },
    { do: "remove", row: 9 },
  ] as const)("changes nothing for %j", (step) => {
    expect(keysAfter(step)).toEqual(["email", "phone_number", "name"]);
  });
});

describe("isUnaddedChoice", () => {
  it("is a choice that is not among the rows", () => {
    expect(isUnaddedChoice(rows, "nickname")).toBe(true);
    expect(isUnaddedChoice(rows, "email")).toBe(false);
    expect(isUnaddedChoice(rows, "")).toBe(false);
  });
});
