import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeFields, attributeProblems, newAttributeFields } from "./attribute-fields.ts";

const good = {
  key: "badge_number",
  type: "text",
  sensitive: false,
  selfAssertable: true,
  masked: false,
  texts: { en: { label: "Badge number", explanation: "On your card." } },
};
const codes = (input: unknown) =>
  (newAttributeFields.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);

describe("a new attribute", () => {
  it("is accepted, with its text tidied", () => {
    const typed = { ...good, key: " badge_number ", texts: { en: { label: "  Badge\n number ", explanation: " \t" } } };
    expect(newAttributeFields.parse(typed)).toEqual({
      ...good,
      texts: { en: { label: "Badge number", explanation: "" } },
    });
  });

  it.each([
    [{ key: "" }, "key key-missing"],
    [{ key: "a.b" }, "key key-shape"],
    [{ key: "1st" }, "key key-shape"],
    [{ key: "a b" }, "key key-shape"],
    [{ key: "__proto__" }, "key key-shape"],
    [{ key: "x".repeat(64) }, "key key-shape"],
    [{ key: "Role" }, "key key-reserved"],
    [{ key: "new" }, "key key-reserved"],
    [{ key: "groups" }, "key key-reserved"],
    [{ key: "isAdmin" }, "key key-reserved"],
    [{ key: "is_admin" }, "key key-reserved"],
    [{ key: "sub" }, "key key-reserved"],
    [{ key: "constructor" }, "key key-reserved"],
    [{ type: "number" }, "type type-unknown"],
    [{ sensitive: "on" }, "sensitive malformed"],
    [{ texts: { en: { label: "x".repeat(256), explanation: "" } } }, "texts.en.label label-too-long"],
    [{ texts: { en: { label: "x", explanation: "x".repeat(1024) } } }, "texts.en.explanation explanation-too-long"],
    [{ texts: { en: { label: "a\u0000b", explanation: "" } } }, "texts.en.label control-characters"],
    [{ texts: { en: { label: 1, explanation: "" } } }, "texts.en.label malformed"],
  ])("with %j is refused: %s", (change, code) => expect(codes({ ...good, ...change })).toEqual([code]));

  it("has only known codes as messages, for any input", () => {
    fc.assert(
      fc.property(
        fc.record({ key: fc.string(), type: fc.string(), sensitive: fc.anything(), texts: fc.anything() }),
        (typed) => {
          for (const { message, path } of newAttributeFields.safeParse({ ...good, ...typed }).error?.issues ?? []) {
            if (path[0] === "key" || path[0] === "type") expect(attributeProblems).toContain(message);
          }
        },
      ),
    );
  });
});

it("reading the result again changes nothing", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (label, explanation) => {
      const once = attributeFields.safeParse({ ...good, texts: { en: { label, explanation } } });
      if (once.success) expect(attributeFields.parse(once.data)).toEqual(once.data);
    }),
  );
});
