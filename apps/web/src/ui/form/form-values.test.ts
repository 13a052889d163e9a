import { get } from "react-hook-form";
import { expect, it } from "vitest";
import { errorsOf, fieldsOf, sameFields, valuesOf } from "./form-values";

const fields = { name: "Ana", "texts.en.label": "Name", "rows.0.key": "email", "rows.1.key": "name", box: "on" };

it("fields come back unchanged from the library's values", () => {
  expect(valuesOf(fields)["rows"]).toEqual([{ key: "email" }, { key: "name" }]);
  expect(fieldsOf(valuesOf(fields))).toEqual(fields);
});

it("a box is on or empty, for any value of the library", () => {
  expect(fieldsOf({ ticked: true, marked: "on", empty: false, unset: undefined, none: null })).toEqual({
    ticked: "on",
    marked: "on",
    empty: "",
    unset: "",
    none: "",
  });
});

it("no name reaches built-in properties of an object", () => {
  valuesOf({ "__proto__.polluted": "yes" });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

it("problems of a list and of its rows are kept apart", () => {
  const errors = errorsOf({ "rows.0.key": "unknown", rows: "too-few" });
  expect(get(errors, "rows.message")).toBe("too-few");
  expect(get(errors, "rows.0.key.message")).toBe("unknown");
});

it("a missing field is empty", () => {
  expect(sameFields({ name: "Ana", note: "" }, { name: "Ana" })).toBe(true);
  expect(sameFields({ name: "Ana" }, { name: "Ana", note: "x" })).toBe(false);
});
