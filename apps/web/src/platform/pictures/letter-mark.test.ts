import { expect, it } from "vitest";
import { letterMark } from "./letter-mark";

const unmarked = { name: "Library Portal", letters: null, address: "/logo", hash: null };

it.each([
  ["Library Portal", "LP"],
  ["library", "L"],
  ["The City   Library", "TC"],
  ["Übung Ämter", "ÜÄ"],
  ["𝒜lpha beta", "𝒜B"],
  ["", ""],
])("the letters of “%s” are %s", (name, letters) => {
  expect(letterMark({ ...unmarked, name })).toEqual({ letters, picture: null });
});

it("has its own letters instead, and a picture over them", () => {
  const hash = "ab".repeat(32);
  expect(letterMark({ ...unmarked, letters: "Ü", hash })).toEqual({
    letters: "Ü",
    picture: `/logo?v=${hash.slice(0, 16)}`,
  });
});
