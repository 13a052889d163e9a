import * as fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { canonicalShownText, receiptNumber, type ShownText, type ShownItem } from "./receipt.ts";
import { propertyRuns } from "../testing.ts";

const notice: ShownText = {
  language: "en",
  title: "Choose what Acme may store about you",
  lead: "You signed in with Demo University. You don’t have an Acme account yet.",
  controller: {
    name: "Acme Ltd",
    displayName: "Acme",
    address: "1 Example Street",
    contact: null,
    email: "privacy@acme.example",
    phone: null,
    privacyNoticeUrl: null,
  },
  provider: { name: "Demo University" },
  purposes: [
    {
      purposeId: "p",
      versionId: "v",
      number: 1,
      name: "Account recovery",
      description: "So you can get back into your account.",
      details: null,
      retention: "Kept until you close your account.",
      legalNote: null,
      items: [
        {
          id: "v.email",
          attribute: "email",
          label: "Email address",
          mandatory: true,
          need: "Required",
          reason: "Without it, nobody could get back in.",
          offer: "value",
          note: null,
        },
      ],
    },
  ],
  alsoStored: "A sign-in identifier.",
  withdrawal: "You can withdraw at any time in My data.",
  acceptLabel: "Create account with my choices",
  declineLabel: "Don’t create account",
};

/** The same, with the fields of every object in another order. */
function reordered(value: unknown, turn: number): unknown {
  if (Array.isArray(value)) return value.map((item) => reordered(item, turn));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, reordered(field, turn + 1)] as const);
  const at = turn % Math.max(fields.length, 1);
  return Object.fromEntries([...fields.slice(at), ...fields.slice(0, at)].reverse());
}

describe("ShownText", () => {
  it("has no field for a value: an offer is a word, and no field is called value", () => {
    expectTypeOf<ShownItem["offer"]>().toEqualTypeOf<"value" | "type-it" | "not-sent">();
    expectTypeOf<keyof ShownItem>().toEqualTypeOf<
      | "id"
      | "attribute"
      | "label"
      | "category"
      | "mandatory"
      | "basis"
      | "need"
      | "reason"
      | "offer"
      | "unusable"
      | "note"
    >();
  });
});

describe("canonicalShownText", () => {
  const words = fc.string({ unit: "binary" });
  const notices = fc
    .record({ title: words, lead: words, number: fc.nat(), note: fc.option(words) })
    .map((made): ShownText => {
      const purposes = notice.purposes.map((purpose) => {
        const items = purpose.items.map((item) => ({ ...item, note: made.note }));
        return { ...purpose, number: made.number, items };
      });
      return { ...notice, title: made.title, lead: made.lead, purposes };
    });

  it("is JSON of the shown text, and loses nothing", () => {
    const property = fc.property(notices, (any) => {
      expect(JSON.parse(canonicalShownText(any))).toEqual(any);
    });
    fc.assert(property, propertyRuns);
  });

  it("does not depend on the order of fields", () => {
    const property = fc.property(notices, fc.nat(20), (any, turn) => {
      expect(canonicalShownText(reordered(any, turn) as ShownText)).toBe(canonicalShownText(any));
    });
    fc.assert(property, propertyRuns);
  });

  it("differs if any word differs", () => {
    const property = fc.property(notices, notices, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(canonicalShownText(one) === canonicalShownText(other)).toBe(same);
    });
    fc.assert(property, propertyRuns);
    expect(canonicalShownText({ ...notice, title: "a" })).not.toBe(canonicalShownText({ ...notice, title: "b" }));
  });

  it("keeps the order of purposes, which is the order shown", () => {
    const [purpose] = notice.purposes;
    if (purpose === undefined) throw new Error("The notice has a purpose.");
    const other = { ...purpose, versionId: "w" };
    const forwards = canonicalShownText({ ...notice, purposes: [purpose, other] });
    expect(canonicalShownText({ ...notice, purposes: [other, purpose] })).not.toBe(forwards);
  });

  // RFC 8785, section 3.2.3: keys sort by UTF-16 code units, so U+1F600 (D83D…) comes before U+FB33.
  it("sorts keys as RFC 8785 does", () => {
    const odd = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1F600}": 5, "\u0080": 6, "\u00f6": 7 };
    const keys = Object.keys(JSON.parse(canonicalShownText({ ...notice, provider: odd } as never)).provider);
    expect(keys.filter((key) => key !== "1")).toEqual(["\r", "\u0080", "\u00f6", "\u20ac", "\u{1F600}", "\ufb33"]);
    expect(canonicalShownText({ b: 1, a: [{ d: null, c: "é\n" }] } as never)).toBe(
      '{"a":[{"c":"é\\n","d":null}],"b":1}',
    );
  });

  it.each([[Number.NaN], [1n], [() => 1], [[undefined]]])("refuses what JSON cannot carry: %s", (title) => {
    expect(() => canonicalShownText({ ...notice, title } as never)).toThrow(TypeError);
  });
});

describe("receiptNumber", () => {
  it.each([
    [[0, 0, 0, 0, 0], "0000-0000"],
    [[255, 255, 255, 255, 255], "ZZZZ-ZZZZ"],
    [[0, 0, 0, 0, 1], "0000-0001"],
    [[8, 0, 0, 0, 0], "1000-0000"],
    // 7Q4K-2M9X, by hand: 00111 10111 00100 10011 00010 10100 01001 11101
    [[0x3d, 0xc9, 0x31, 0x51, 0x3d], "7Q4K-2M9X"],
  ])("%j gives %s", (bytes, number) => expect(receiptNumber(Uint8Array.from(bytes))).toBe(number));

  it("has eight letters of Crockford's alphabet, and differs for different bytes", () => {
    const five = fc.uint8Array({ minLength: 5, maxLength: 5 });
    const property = fc.property(five, five, (one, other) => {
      expect(receiptNumber(one)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(receiptNumber(one) === receiptNumber(other)).toBe(one.join() === other.join());
    });
    fc.assert(property, propertyRuns);
  });

  it.each([0, 4, 6])("refuses %i bytes", (count) => {
    expect(() => receiptNumber(new Uint8Array(count))).toThrow(RangeError);
  });
});
