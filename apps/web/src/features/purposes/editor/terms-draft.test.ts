import { describe, expect, it } from "vitest";
import { fieldsOfDraft, readDraftFields, emptyPurposeDraft } from "./draft";
import { isTermsField, partyRows, termsField } from "./terms-draft";

const party = { name: "Print Ltd", role: "processor", country: "DE", safeguard: "" };
const terms = {
  ...{ parties: [party], storedIn: ["DE", "FR"], consentDays: 30 },
  ...{ automated: true, logic: "How.", consequences: "What." },
};

describe("the terms of the editor", () => {
  it("are the same after the form", () => {
    const draft = { ...emptyPurposeDraft, terms };
    expect(readDraftFields(fieldsOfDraft(draft)).terms).toEqual(terms);
    expect(readDraftFields(fieldsOfDraft(emptyPurposeDraft))).not.toHaveProperty("terms");
  });

  it("leave out empty rows, and keep what is not valid", () => {
    const typed = {
      [termsField.party(0, "role")]: "processor",
      [termsField.party(1, "name")]: "Post Ltd",
      [termsField.storedIn]: "Germany; fr",
      [termsField.consentDays]: "a year",
    };
    expect(readDraftFields(typed).terms).toMatchObject({
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
    expect(fieldsOfDraft(emptyPurposeDraft)).toMatchObject({ [termsField.party(0, "role")]: "processor" });
    expect(fieldsOfDraft({ ...emptyPurposeDraft, terms })).toMatchObject({
      [termsField.party(1, "role")]: "processor",
    });
  });

  it("are known by the names of their fields", () => {
    expect(Object.keys(fieldsOfDraft({ ...emptyPurposeDraft, terms })).filter(isTermsField).length).toBe(13);
    expect(isTermsField("terms.parties.0.id")).toBe(false);
    expect(isTermsField("terms.parties.100.name")).toBe(false);
  });
});
