import { standardAttributes } from "@assent/consent/attribute/standard-attributes";
import { describe, expect, it } from "vitest";
import { attributeField } from "./attribute-field";

const marksOf = (key: string, type: Parameters<typeof attributeField>[0]["type"], value = "") =>
  attributeField({ key, type }, { about: "oneself", value });

describe("what a person types about themselves", () => {
  const typed = standardAttributes.filter(({ selfAssertable }) => selfAssertable);
  it.each(typed)("has an autocomplete word, so that a browser can fill it in: $key", (attribute) => {
    const { autoComplete } = marksOf(attribute.key, attribute.type).marks;
    // The specification has no word for a time zone.
    expect(autoComplete).toEqual(attribute.key === "zoneinfo" ? "off" : expect.not.stringMatching("off"));
  });

  it("has several lines if its autocomplete word has: street-address", () => {
    const lines = typed.filter(({ key, type }) => marksOf(key, type).marks.autoComplete === "street-address");
    expect(lines.map(({ key, type }) => marksOf(key, type).element)).toEqual(["textarea", "textarea"]);
  });

  it("uses the type of an attribute that the organisation added", () => {
    expect(marksOf("work_email", "email").marks).toMatchObject({
      autoComplete: "email",
      inputMode: "email",
      dir: "ltr",
    });
    expect(marksOf("work_phone", "phone").marks).toMatchObject({ autoComplete: "tel", type: "tel", dir: "ltr" });
    expect(marksOf("badge", "text").marks).toMatchObject({ autoComplete: "off", dir: "auto" });
  });
});

it("is never filled in if an administrator types for others", () => {
  const { marks } = attributeField({ key: "email", type: "email" }, { about: "others", value: "" });
  expect(marks.autoComplete).toBe("off");
});

it.each([
  ["", "date"],
  ["1990-12-31", "date"],
  ["1990", "text"],
  ["0000-12-31", "text"],
])("a date field is used only for values that it can show: %j", (value, type) =>
  expect(marksOf("birthdate", "date", value).marks.type).toBe(type),
);

it("keeps the lines of a value that has some", () => {
  expect(marksOf("motto", "text", "one\ntwo").element).toBe("textarea");
  expect(marksOf("motto", "text", "one").element).toBe("input");
  expect(marksOf("hobbies", "list").element).toBe("textarea");
});
