import { describe, expect, it } from "vitest";
import { fieldsOfDraft, readDraftFields } from "./draft";
import { readStep, readSubmitted } from "./form-fields";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe("readStep", () => {
  it.each([
    ["finish", { do: "finish" }],
    ["finish-another", { do: "finish-another" }],
    ["add", { do: "add" }],
    ["remove.0", { do: "remove", row: 0 }],
    ["up.12", { do: "up", row: 12 }],
    ["down.3", { do: "down", row: 3 }],
    // Enter in a field, and values that our pages never send.
    ["", { do: "finish" }],
    ["remove", { do: "finish" }],
    ["remove.-1", { do: "finish" }],
    ["up.1e3", { do: "finish" }],
    ["anything", { do: "finish" }],
  ])("%j", (value, step) => expect(readStep(value)).toEqual(step));
});

describe("readSubmitted", () => {
  it("reads rows in order, with a tick only if one was sent", () => {
    const { draft } = readSubmitted(
      form({
        "attributes.0.key": "email",
        "attributes.0.mandatory": "on",
        "attributes.0.reason": "Because.",
        "attributes.1.key": "phone_number",
        "attributes.1.reason": "",
      }),
    );
    expect(draft.attributes).toEqual([
      { key: "email", mandatory: true, reason: "Because." },
      { key: "phone_number", mandatory: false, reason: "" },
    ]);
  });

  it("stops at the first missing row", () => {
    expect(readSubmitted(form({ "attributes.1.key": "email" })).draft.attributes).toEqual([]);
  });

  it("reads at most as many rows as a page can have", () => {
    const rows = Object.fromEntries(Array.from({ length: 5000 }, (_, row) => [`attributes.${row}.key`, "email"]));
    expect(readSubmitted(form(rows)).draft.attributes).toHaveLength(200);
  });

  it("keeps invalid text as it was typed, and adds nothing that was not sent", () => {
    const posted = readSubmitted(form({ name: "  ", retention: "for ever", base: "", purpose: "" }));
    expect(posted).toMatchObject({ purposeId: null, base: null, chosen: "", step: { do: "finish" } });
    expect(posted.draft).toMatchObject({ name: "  ", description: "", retention: "", retentionDays: null });
  });

  it.each([
    ["", null],
    ["30", 30],
    ["1.5", 1.5],
    ["many", Number.NaN],
  ])("days %j", (typed, days) => expect(readSubmitted(form({ retentionDays: typed })).draft.retentionDays).toBe(days));

  it("reads who gets it from the boxes that were sent", () => {
    const [one, other] = ["11111111-1111-4111-8111-111111111111", "00000000-0000-4000-8000-000000000000"];
    const recipients = { "recipients.organisation": "on", [`recipients.applications.${one}`]: "on" };
    const { draft, typed } = readSubmitted(form({ ...recipients, [`recipients.applications.${other}`]: "on", x: "y" }));
    expect(draft.recipients).toEqual({ organisation: true, applications: [other, one] });
    expect(readDraftFields(fieldsOfDraft(draft))).toEqual(draft);
    expect(Object.keys(typed)).not.toContain("x");
    expect(readSubmitted(form({ "recipients.organisation": "" })).draft.recipients).toEqual({
      ...{ organisation: false, applications: [] },
    });
  });

  it("turns the line ends of a posted text back into those of a field", () => {
    // Otherwise an unchanged text would count as changed, and as too long.
    expect(readSubmitted(form({ details: "one\r\ntwo" })).draft.details).toBe("one\ntwo");
  });

  it("does not read a file as text", () => {
    const data = new FormData();
    data.append("name", new File(["x"], "name.txt"));
    expect(readSubmitted(data).draft.name).toBe("");
  });
});
