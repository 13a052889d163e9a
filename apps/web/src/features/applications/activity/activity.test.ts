import { expect, it } from "vitest";
import { outcomesOf, totalsOf } from "./activity";

const counts = [
  { applicationId: "a", outcome: "signed-in", count: 47 },
  { applicationId: "a", outcome: "refused", count: 9 },
  { applicationId: "a", outcome: "code", count: 6 },
  { applicationId: "a", outcome: "redirect-uri", count: 5 },
  { applicationId: "b", outcome: "signed-in", count: 1000 },
] as const;

it("never shows a number of people below ten, or an exact one", () => {
  expect(outcomesOf(counts, "a")).toEqual({
    "signed-in": 40,
    refused: "few",
    "redirect-uri": "few",
    "client-authentication": "few",
    code: "few",
    request: "few",
  });
});

it("adds up mistakes before it rounds", () => {
  expect(totalsOf(counts, "a")).toEqual({ signedIn: 40, refused: "few", errors: 10 });
  expect(totalsOf(counts, "c")).toEqual({ signedIn: "few", refused: "few", errors: "few" });
});
