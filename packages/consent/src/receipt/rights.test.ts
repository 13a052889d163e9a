import { describe, expect, it } from "vitest";
import { legalBases } from "../purpose/purpose.ts";
import { mayObject, rights, rightsAbout } from "./rights.ts";

describe("rightsAbout", () => {
  it("only consent can be withdrawn", () => {
    for (const basis of legalBases) expect(rightsAbout([basis]).includes("withdrawal")).toBe(basis === "consent");
  });

  it("only a public task and legitimate interests can be objected to", () => {
    const objected = legalBases.filter(mayObject);
    expect(objected).toEqual(["public-task", "legitimate-interests"]);
    for (const basis of legalBases) expect(rightsAbout([basis]).includes("objection")).toBe(objected.includes(basis));
  });

  it("several purposes give the rights of each, in one order", () => {
    expect(rightsAbout(["contract", "public-task", "consent"])).toEqual(rights);
  });

  it("what rests on no purpose has all other rights", () => {
    expect(rightsAbout([])).toEqual(rights.filter((right) => right !== "objection" && right !== "withdrawal"));
  });
});
