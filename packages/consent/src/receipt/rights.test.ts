import { describe, expect, it } from "vitest";
import { consentBasis, noticeBases, type PurposeBasis } from "../purpose/purpose.ts";
import { mayObject, rights, rightsAbout } from "./rights.ts";

const by = (lawful: (typeof noticeBases)[number]): PurposeBasis => ({
  kind: "notice",
  providerId: "university",
  lawful,
});
const everyBasis = [consentBasis, ...noticeBases.map(by)];

describe("rightsAbout", () => {
  it("only consent can be withdrawn", () => {
    for (const basis of everyBasis) expect(rightsAbout([basis]).includes("withdrawal")).toBe(basis === consentBasis);
  });

  it("only a public task and legitimate interests can be objected to", () => {
    const objected = everyBasis.filter(mayObject);
    expect(objected).toEqual([by("public-task"), by("legitimate-interests")]);
    for (const basis of everyBasis) expect(rightsAbout([basis]).includes("objection")).toBe(objected.includes(basis));
  });

  it("several purposes give the rights of each, in one order", () => {
    expect(rightsAbout([by("contract"), by("public-task"), consentBasis])).toEqual(rights);
  });

  it("what rests on no purpose has all other rights", () => {
    expect(rightsAbout([])).toEqual(rights.filter((right) => right !== "objection" && right !== "withdrawal"));
  });
});
