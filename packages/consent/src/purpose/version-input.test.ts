import { organisationOnly } from "./purpose.ts";
import { expect, it } from "vitest";
import { purposeInputOf, sameInput } from "./version-input.ts";

const version = {
  ...{
    purposeId: "p",
    versionId: "v",
    number: 1,
    position: 1,
    basis: { kind: "consent" as const },
    recipients: organisationOnly,
    askFrom: null,
  },
  retention: { kind: "days" as const, days: 30 },
  texts: { en: { name: "News", description: "About it", details: null, legalNote: null } },
  attributes: [
    { key: "email", mandatory: true, reasons: { en: "Because.", de: "Darum." } },
    { key: "name", mandatory: false, reasons: {} },
  ],
};

it("turns a stored version into the editor's input, in one language", () => {
  expect(purposeInputOf(version, "en")).toEqual({
    ...{ name: "News", description: "About it", details: "", retention: "days", retentionDays: 30, legalNote: "" },
    attributes: [
      { key: "email", mandatory: true, reason: "Because." },
      { key: "name", mandatory: false, reason: "" },
    ],
    recipients: { organisation: true, applications: [] },
  });
});

it("finds a change, so that saving without one makes no version", () => {
  const input = purposeInputOf(version, "en");
  const [email, name] = input.attributes;
  expect(sameInput(input, purposeInputOf(version, "en"))).toBe(true);
  expect(sameInput(input, { ...input, description: "Other" })).toBe(false);
  expect(sameInput(input, { ...input, attributes: [name, email].filter((row) => row !== undefined) })).toBe(false);
  expect(sameInput(input, { ...input, recipients: { organisation: true, applications: ["library"] } })).toBe(false);
  const told = input.attributes.map((row) => ({ ...row, mandatory: false, basis: "contract" as const }));
  expect(sameInput(input, { ...input, attributes: told })).toBe(false);
  expect(
    sameInput(input, { ...input, attributes: input.attributes.map((row) => ({ ...row, basis: "consent" })) }),
  ).toBe(true);
  // A reason counts only while people read it.
  const reasoned = input.attributes.map((row) => (row.mandatory ? row : { ...row, reason: "hidden" }));
  expect(sameInput(input, { ...input, attributes: reasoned })).toBe(true);
});
