import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePoints } from "../text/plain-text.ts";
import {
  isPurposeProblem,
  purposeInput,
  purposeInputFor,
  purposeNameKey,
  type PurposeInput,
  translationInput,
} from "./purpose-input.ts";
import { propertyRuns } from "../testing.ts";

const row = (key: string, overrides = {}) => ({ key, mandatory: false, reason: "", ...overrides });
const filled: PurposeInput = {
  name: "Account recovery",
  description: "So you can get back into your account.",
  details: "",
  retention: "account-closed",
  retentionDays: null,
  legalNote: "",
  attributes: [row("email", { mandatory: true, reason: "Without it, nobody could get back in." }), row("phone")],
  recipients: { organisation: true, applications: [] },
};

/** The problems, as `path: code`, in the order of the form. */
function problemsOf(input: unknown, schema: typeof purposeInput | typeof translationInput = purposeInput): string[] {
  const read = schema.safeParse(input);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}
const withFields = (overrides: Record<string, unknown>) => problemsOf({ ...filled, ...overrides });
const read = (overrides: Record<string, unknown>) => purposeInput.parse({ ...filled, ...overrides });

describe("purposeInput", () => {
  it("accepts a valid purpose unchanged", () => expect(purposeInput.parse(filled)).toEqual(filled));

  it.each([
    ["name missing", { name: "" }, ["name: name-missing"]],
    ["name with only blanks", { name: " \u200B\u202E" }, ["name: name-missing"]],
    ["name undefined", { name: undefined }, ["name: name-missing"]],
    ["name too long", { name: "x".repeat(256) }, ["name: name-too-long"]],
    ["name with a control character", { name: "a\u0000b" }, ["name: control-characters"]],
    ["name with a lone surrogate", { name: "a\uD83D" }, ["name: control-characters"]],
    ["description missing", { description: "\n" }, ["description: description-missing"]],
    ["description too long", { description: "x".repeat(1024) }, ["description: description-too-long"]],
    ["details too long", { details: "x".repeat(4001) }, ["details: details-too-long"]],
    ["legal note too long", { legalNote: "x".repeat(301) }, ["legalNote: legal-note-too-long"]],
    ["an unknown legal basis", { attributes: [row("a", { basis: "whim" })] }, ["attributes.0.basis: basis-unknown"]],
    [
      "another legal basis without its reason",
      { attributes: [row("a", { basis: "contract", reason: " " })] },
      ["attributes.0.reason: basis-reason-missing"],
    ],
    [
      "mandatory on another legal basis",
      { attributes: [row("a", { basis: "contract", mandatory: true, reason: "Why." })] },
      ["attributes.0.basis: basis-mandatory"],
    ],
    ["consent by name", { attributes: [row("a", { basis: "consent" })] }, []],
    ["another legal basis with its reason", { attributes: [row("a", { basis: "contract", reason: "Why." })] }, []],
    ["no attribute", { attributes: [] }, ["attributes: no-attribute"]],
    [
      "more attributes than the editor holds",
      { attributes: Array.from({ length: 61 }, (_, index) => row(`attribute-${index}`)) },
      ["attributes: too-many-attributes"],
    ],
    ["no attribute list", { attributes: undefined }, ["attributes: no-attribute"]],
    ["no attribute chosen", { attributes: [row("")] }, ["attributes.0.key: attribute-missing"]],
    ["attribute twice", { attributes: [row("email"), row("email")] }, ["attributes.1.key: attribute-twice"]],
    [
      "attribute three times",
      { attributes: [row("email"), row("phone"), row("email"), row("email")] },
      ["attributes.2.key: attribute-twice", "attributes.3.key: attribute-twice"],
    ],
    [
      "two rows without a choice",
      { attributes: [row(""), row("")] },
      ["attributes.0.key: attribute-missing", "attributes.1.key: attribute-missing"],
    ],
    [
      "reason too long",
      { attributes: [row("email", { reason: "x".repeat(301) })] },
      ["attributes.0.reason: reason-too-long"],
    ],
    ["mandatory not chosen", { attributes: [{ key: "email", reason: "" }] }, ["attributes.0.mandatory: malformed"]],
    ["retention not chosen", { retention: "" }, ["retention: retention-missing"]],
    ["days missing", { retention: "days" }, ["retentionDays: retention-days-invalid"]],
    ["days left empty", { retention: "days", retentionDays: Number.NaN }, ["retentionDays: retention-days-invalid"]],
    ["zero days", { retention: "days", retentionDays: 0 }, ["retentionDays: retention-days-invalid"]],
    ["half a day", { retention: "days", retentionDays: 1.5 }, ["retentionDays: retention-days-invalid"]],
    ["more than a century", { retention: "days", retentionDays: 36_501 }, ["retentionDays: retention-days-invalid"]],
    ["days as words", { retention: "days", retentionDays: "30" }, ["retentionDays: retention-days-invalid"]],
    [
      "days without end",
      { retention: "days", retentionDays: Number.POSITIVE_INFINITY },
      ["retentionDays: retention-days-invalid"],
    ],
  ])("%s", (_, overrides, problems) => expect(withFields(overrides)).toEqual(problems));

  it.each([[null], ["text"], [[]], [7]])("is refused if it is not a form: %j", (input) => {
    expect(problemsOf(input)).toEqual([": malformed"]);
  });

  it("names all problems at once", () => {
    const wrong = { name: "", description: "", retention: "days", retentionDays: 0, attributes: [row("a"), row("a")] };
    expect(withFields(wrong).sort()).toEqual([
      "attributes.1.key: attribute-twice",
      "description: description-missing",
      "name: name-missing",
      "retentionDays: retention-days-invalid",
    ]);
  });

  it("accepts each text at its limit, counted in code points after NFC", () => {
    expect(withFields({ name: "😀".repeat(255), description: "e\u0301".repeat(1023) })).toEqual([]);
    expect(withFields({ details: "x".repeat(4000), legalNote: "x".repeat(300) })).toEqual([]);
    expect(withFields({ name: ` ${"x".repeat(255)} ` })).toEqual([]);
    // Without JavaScript a form sends two characters for one line end.
    expect(withFields({ description: `${"x".repeat(1021)}\r\nx` })).toEqual([]);
    for (const retentionDays of [1, 36_500]) expect(withFields({ retention: "days", retentionDays })).toEqual([]);
  });

  it("returns names on one line, texts in NFC without bidi controls, and an empty string for blanks", () => {
    expect(read({ name: " Account \n recovery\u202E " }).name).toBe("Account recovery");
    expect(read({ description: "Cafe\u0301\r\nand more " }).description).toBe("Caf\u00E9\nand more");
    expect(read({ details: " \u200B " }).details).toBe("");
  });

  it("keeps days only if days were chosen", () => {
    expect(read({ retention: "days", retentionDays: 30 }).retentionDays).toBe(30);
    expect(read({ retention: "withdrawn", retentionDays: 30 }).retentionDays).toBe(null);
    expect(read({ retention: "withdrawn", retentionDays: Number.NaN }).retentionDays).toBe(null);
    expect(read({ retention: "account-closed", retentionDays: -1 }).retentionDays).toBe(null);
  });

  it("drops fields that are not on the form", () => {
    expect(read({ id: "1", status: "live" })).toEqual(filled);
  });

  it("returns known codes and valid purposes only, for any input", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.constantFrom("", " ", "name"));
    const input = fc.record(
      {
        name: text,
        description: text,
        details: text,
        retention: fc.constantFrom("days", "withdrawn", "account-closed", ""),
        retentionDays: fc.oneof(fc.constant(null), fc.double(), fc.integer({ min: 1, max: 90 })),
        legalNote: text,
        attributes: fc.array(fc.record({ key: fc.constantFrom("a", "b", ""), mandatory: fc.boolean(), reason: text }), {
          maxLength: 3,
        }),
      },
      { requiredKeys: ["name", "description"] },
    );
    const property = fc.property(fc.oneof(input, fc.anything()), (any) => {
      const parsed = purposeInput.safeParse(any);
      if (!parsed.success) {
        for (const { message } of parsed.error.issues) expect(isPurposeProblem(message)).toBe(true);
        return;
      }
      const { name, retention, retentionDays, attributes } = parsed.data;
      expect(purposeInput.parse(parsed.data)).toEqual(parsed.data);
      expect(codePoints(name)).toBeLessThanOrEqual(255);
      expect(retentionDays !== null).toBe(retention === "days");
      expect(new Set(attributes.map(({ key }) => key)).size).toBe(attributes.length);
    });
    fc.assert(property, propertyRuns);
  });
});

describe("recipients", () => {
  it("are the organisation, applications, or both, in one order", () => {
    const recipients = { organisation: true, applications: ["shop", "library", "shop"] };
    expect(read({ recipients }).recipients).toEqual({ organisation: true, applications: ["library", "shop"] });
  });

  it.each([
    ["no recipient", { organisation: false, applications: [] }, ["recipients: no-recipient"]],
    ["nothing", undefined, ["recipients: malformed"]],
    ["a word", { organisation: "yes", applications: [] }, ["recipients.organisation: malformed"]],
  ])("%s is refused", (_, recipients, problems) => expect(withFields({ recipients })).toEqual(problems));
});

describe("purposeInputFor", () => {
  const schema = purposeInputFor(["email", "phone"], ["library"]);

  it("accepts attributes of the catalogue", () => expect(schema.parse(filled)).toEqual(filled));

  it("names the row of an unknown attribute, beside other problems", () => {
    const attributes = [row("email"), row("shoe_size"), row("email"), row("")];
    expect(problemsOf({ ...filled, name: "", attributes }, schema).sort()).toEqual([
      "attributes.1.key: attribute-unknown",
      "attributes.2.key: attribute-twice",
      "attributes.3.key: attribute-missing",
      "name: name-missing",
    ]);
  });

  it("accepts applications that exist, and names the others", () => {
    const named = (...applications: string[]) => ({ ...filled, recipients: { organisation: false, applications } });
    expect(schema.parse(named("library"))).toEqual(named("library"));
    expect(problemsOf(named("library", "shop"), schema)).toEqual(["recipients.applications.1: application-unknown"]);
  });

  it("does not change the plain schema", () => {
    expect(withFields({ attributes: [row("shoe_size")] })).toEqual([]);
  });
});

describe("purposeNameKey", () => {
  it.each([
    ["Account recovery", "ACCOUNT RECOVERY"],
    ["Account recovery", " account  recovery\n"],
    ["Café", "cafe\u0301"],
    ["Account", "Acc\u202Eount"],
  ])("%j and %j are one name", (one, other) => expect(purposeNameKey(one)).toBe(purposeNameKey(other)));

  it("tells different names apart", () => {
    expect(purposeNameKey("Account recovery")).not.toBe(purposeNameKey("Accountrecovery"));
  });
});

describe("translationInput", () => {
  const words = {
    name: " Konto ",
    description: "Damit es geht.",
    details: " ",
    legalNote: " \n",
    reasons: { email: "", phone: "Darum." },
  };

  it("tidies like the purpose itself", () =>
    expect(translationInput.parse(words)).toEqual({ ...words, name: "Konto", details: "", legalNote: "" }));

  it.each([
    ["name missing", { name: " " }, ["name: name-missing"]],
    ["description missing", { description: undefined }, ["description: description-missing"]],
    ["details too long", { details: "x".repeat(4001) }, ["details: details-too-long"]],
    ["legal note too long", { legalNote: "x".repeat(301) }, ["legalNote: legal-note-too-long"]],
    ["legal note missing", { legalNote: undefined }, ["legalNote: malformed"]],
    ["a control character in the legal note", { legalNote: "a\u0000" }, ["legalNote: control-characters"]],
    ["reason too long", { reasons: { email: "x".repeat(301) } }, ["reasons.email: reason-too-long"]],
    ["a control character", { reasons: { email: "a\u0000" } }, ["reasons.email: control-characters"]],
    ["no reasons", { reasons: undefined }, ["reasons: malformed"]],
  ])("%s", (_, overrides, expected) =>
    expect(problemsOf({ ...words, ...overrides }, translationInput)).toEqual(expected),
  );
});
