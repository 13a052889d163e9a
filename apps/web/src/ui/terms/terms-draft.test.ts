import { describe, expect, it } from "vitest";
import { fieldsOfTerms, isTermsField, partyRows, readTermsFields, termsField, termsWritten } from "./terms-draft";

const party = { name: "Print Ltd", role: "processor", country: "DE", safeguard: "" };
const terms = {
  ...{ parties: [party], storedIn: ["DE", "FR"], consentDays: 30 },
  ...{ automated: true, logic: "How.", consequences: "What." },
};

describe("the terms of a form", () => {
  it("are the same after the form", () => {
    expect(readTermsFields(fieldsOfTerms(terms))).toEqual(terms);
    expect([termsWritten(fieldsOfTerms(terms)), termsWritten(fieldsOfTerms())]).toEqual([true, false]);
  });

  it("leave out empty rows, and keep what is not valid", () => {
    const typed = {
      [termsField.party(0, "role")]: "processor",
      [termsField.party(1, "name")]: "Post Ltd",
      [termsField.storedIn]: "Germany; fr",
      [termsField.consentDays]: "a year",
    };
    expect(readTermsFields(typed)).toMatchObject({
      parties: [{ name: "Post Ltd", role: "", country: "" }],
      ...{ storedIn: ["Germany", "fr"], consentDays: Number.NaN },
    });
  });

  it("have one more row than recipients, and not more than the schema takes", () => {
    expect(partyRows({})).toBe(1);
    expect(partyRows({ [termsField.party(0, "name")]: "A", [termsField.party(3, "country")]: "DE" })).toBe(5);
    expect(partyRows({ [termsField.party(19, "name")]: "A" })).toBe(20);
  });

  it("open the empty row as a browser shows it, so that an untouched form has no changes", () => {
    expect(fieldsOfTerms()).toMatchObject({ [termsField.party(0, "role")]: "processor" });
    expect(fieldsOfTerms(terms)).toMatchObject({
      [termsField.party(1, "role")]: "processor",
    });
  });

  it("are known by the names of their fields", () => {
    expect(Object.keys(fieldsOfTerms(terms)).filter(isTermsField).length).toBe(13);
    expect(isTermsField("terms.parties.0.id")).toBe(false);
    expect(isTermsField("terms.parties.100.name")).toBe(false);
  });
});
