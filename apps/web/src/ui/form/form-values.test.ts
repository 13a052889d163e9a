import { get } from "react-hook-form";
import { expect, it } from "vitest";
import { errorsOf, fieldsOf, sameFields, valuesOf } from "./form-values";

const fields = { name: "Ana", "texts.en.label": "Name", "rows.0.key": "email", "rows.1.key": "name", box: "on" };

it("fields come back from the library's values as they went in", () => {
  expect(valuesOf(fields)["rows"]).toEqual([{ key: "email" }, { key: "name" }]);
  expect(fieldsOf(valuesOf(fields))).toEqual(fields);
});

it("a box is on or empty, whatever the library makes of it", () => {
  expect(fieldsOf({ ticked: true, marked: "on", empty: false, unset: undefined, none: null })).toEqual({
    ticked: "on",
    marked: "on",
    empty: "",
    unset: "",
    none: "",
  });
});

it("no name reaches an object's own properties", () => {
  valuesOf({ "__proto__.polluted": "yes" });
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

it("what is wrong with a list and in its rows is kept apart", () => {
  const errors = errorsOf({ "rows.0.key": "unknown", rows: "too-few" });
  expect(get(errors, "rows.message")).toBe("too-few");
  expect(get(errors, "rows.0.key.message")).toBe("unknown");
});

it("a field that is lacking is empty", () => {
  expect(sameFields({ name: "Ana", note: "" }, { name: "Ana" })).toBe(true);
  expect(sameFields({ name: "Ana" }, { name: "Ana", note: "x" })).toBe(false);
});
