import { describe, expect, it } from "vitest";
import { lineOf, readMoves } from "./list";

describe("readMoves", () => {
  it.each([
    ["a,b", [{ before: "a", after: "b" }]],
    [
      "a;b\n\nc\td\r",
      [
        { before: "a", after: "b" },
        { before: "c", after: "d" },
      ],
    ],
    ["uid=kim,ou=people\tkim", [{ before: "uid=kim,ou=people", after: "kim" }]],
    ["auth0|1, auth0|2", [{ before: "auth0|1", after: "auth0|2" }]],
  ])("%j", (text, moves) => {
    const read = readMoves(text);
    expect(read.ok ? read.moves : null).toEqual(moves);
  });

  it.each([
    ["", { code: "list-missing" }],
    [" \n ", { code: "list-missing" }],
    ["a", { code: "line-shape", line: 1 }],
    ["a,b\nc", { code: "line-shape", line: 2 }],
    ["a,b,c", { code: "line-shape", line: 1 }],
    ["a,é", { code: "line-shape", line: 1 }],
    ["a,", { code: "line-shape", line: 1 }],
    ["a,b\n\na,c", { code: "line-twice", line: 3 }],
    ["a,b\nc,b", { code: "line-twice", line: 2 }],
    [Array.from({ length: 501 }, (_, index) => `a${index},b${index}`).join("\n"), { code: "list-too-long" }],
  ])("refuses %#", (text, problem) => expect(readMoves(text)).toEqual({ ok: false, ...problem }));
});

it("lineOf counts empty lines", () => {
  expect(["a,b\n\nc,d", "\na,b"].map((text, index) => lineOf(text, 1 - index))).toEqual([3, 2]);
});
