import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { organisationOnly, type PurposeVersion } from "./purpose.ts";
import { maxPurposes, readPurposeFile, writePurposeFile } from "./purpose-file.ts";
import { propertyRuns } from "../testing.ts";

const library = { id: "1", clientId: "library", name: "Library Portal" };
const world = {
  ...{ original: "en", languages: ["en", "de"], attributes: ["email", "phone"], names: ["Newsletter"] },
  applications: [library, { id: "2", clientId: "one", name: "Shop" }, { id: "3", clientId: "two", name: "Shop" }],
};

const file = (purposes: unknown) => JSON.stringify({ kind: "assent-purposes", edition: 1, purposes }, null, 2);
const english = { name: "Recovery", description: "So you can get back in." };
const recovery = {
  texts: { en: english, de: { name: "Wiederherstellung", description: "Damit Sie zurückfinden." } },
  retention: "account-closed",
  attributes: [{ key: "email", mandatory: true, reasons: { en: "Needed.", de: "Nötig." } }],
};

/** The problems, as `line:column path code`. */
function problemsOf(content: string): string[] {
  const read = readPurposeFile(content, world);
  return read.ok ? [] : read.problems.map(({ line, column, path, code }) => `${line}:${column} ${path} ${code}`);
}

/** The same for one purpose, without the places. */
const wrongIn = (purpose: unknown) => problemsOf(file([purpose])).map((problem) => problem.replace(/^\S+ /, ""));

describe("a file of purposes", () => {
  it("is read with its languages", () => {
    expect(readPurposeFile(`\uFEFF${file([recovery])}`, world)).toEqual({
      ok: true,
      purposes: [
        {
          input: {
            ...{ name: "Recovery", description: "So you can get back in.", details: "", legalNote: "" },
            ...{ retention: "account-closed", retentionDays: null },
            attributes: [{ key: "email", mandatory: true, reason: "Needed." }],
            recipients: { organisation: true, applications: [] },
          },
          translations: {
            de: { ...recovery.texts.de, details: "", legalNote: "", reasons: { email: "Nötig." } },
          },
        },
      ],
    });
  });

  it.each([
    ["nothing", "", ["1:1  not-json"]],
    ["a comment", '{\n  // no\n  "kind": "assent-purposes"\n}', ["2:3  not-json"]],
    ["a comma at the end", '{\n  "kind": 1,\n}', ["3:1  not-json"]],
    ["another file", '\n{"kind": "package"}', ["2:1  not-purposes"]],
    ["a later edition", '{"kind": "assent-purposes", "edition": 3}', ["1:1  not-purposes"]],
    ["no list", '{\n"kind": "assent-purposes", "edition": 1,\n"purposes": {}}', ["3:13 purposes malformed"]],
    ["an empty list", '{"kind": "assent-purposes", "edition": 1, "purposes": []}', ["1:55 purposes no-purpose"]],
    ["too many", file(Array.from({ length: maxPurposes + 1 }, () => recovery)), ["4:15 purposes too-many"]],
  ])("that is %s is reported with its line", (_, content, expected) => expect(problemsOf(content)).toEqual(expected));

  it("names the line of each problem, and returns no purpose", () => {
    const wrong = {
      ...recovery,
      texts: { en: { name: " ", description: "x".repeat(1024) }, de: recovery.texts.de },
      retention: "days",
      retentionDays: 0,
      attributes: [{ key: "badge", mandatory: "yes" }],
    };
    const content = file([recovery, wrong]);
    const lines = content.split("\n");
    const read = readPurposeFile(content, world);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.problems.map(({ line, code }) => [lines[line - 1]?.trim().slice(0, 14), code])).toEqual([
      ['"name": " ",', "name-missing"],
      ['"description":', "description-too-long"],
      ['"mandatory": "', "malformed"],
    ]);
  });

  it.each([
    ["no text in the original", { ...recovery, texts: { de: english } }, ["purposes[0].texts.en text-missing"]],
    [
      "a language that the pages do not have",
      { ...recovery, texts: { ...recovery.texts, xx: english } },
      ["purposes[0].texts.xx language-unknown"],
    ],
    [
      "a reason without a text",
      { ...recovery, texts: { en: english } },
      ["purposes[0].attributes[0].reasons.de text-missing"],
    ],
    [
      "a translation that is too long",
      { ...recovery, texts: { ...recovery.texts, de: { name: "x".repeat(256), description: "y" } } },
      ["purposes[0].texts.de.name name-too-long"],
    ],
    [
      "a reason that is too long in a translation",
      { ...recovery, attributes: [{ ...recovery.attributes[0], reasons: { de: "x".repeat(301) } }] },
      ["purposes[0].attributes[0].reasons.de reason-too-long"],
    ],
    [
      "a legal note that is too long in a translation",
      { ...recovery, texts: { ...recovery.texts, de: { ...recovery.texts.de, legalNote: "x".repeat(301) } } },
      ["purposes[0].texts.de.legalNote legal-note-too-long"],
    ],
    [
      "a legal note that is not text",
      { ...recovery, texts: { ...recovery.texts, en: { ...english, legalNote: 6 } } },
      ["purposes[0].texts.en.legalNote malformed"],
    ],
    [
      "a legal note that is too long, in its earlier place",
      { ...recovery, legalNote: "x".repeat(301) },
      ["purposes[0].legalNote legal-note-too-long"],
    ],
    [
      "two legal notes of the original",
      { ...recovery, texts: { ...recovery.texts, en: { ...english, legalNote: "Law" } }, legalNote: "Law" },
      ["purposes[0].legalNote legal-note-twice"],
    ],
    [
      "an attribute that is not in the catalogue",
      { ...recovery, attributes: [{ key: "badge", mandatory: false }] },
      ["purposes[0].attributes[0].key attribute-unknown"],
    ],
    [
      "an attribute twice",
      { ...recovery, attributes: [...recovery.attributes, { key: "email", mandatory: false }] },
      ["purposes[0].attributes[1].key attribute-twice"],
    ],
    ["no attribute", { ...recovery, attributes: [] }, ["purposes[0].attributes no-attribute"]],
    ["days without a number", { ...recovery, retention: "days" }, ["purposes[0].retentionDays retention-days-invalid"]],
    [
      "a name that is taken",
      {
        ...recovery,
        texts: { en: { ...english, name: "NEWSLETTER" } },
        attributes: [{ key: "email", mandatory: true }],
      },
      ["purposes[0].texts.en.name name-taken"],
    ],
  ])("with %s is refused", (_, purpose, expected) => expect(wrongIn(purpose)).toEqual(expected));

  // It was an error without words.
  it("nested a hundred thousand times is refused", () =>
    expect(problemsOf("[".repeat(100_000) + "]".repeat(100_000)).join()).toContain("not-json"));

  it("with the same name twice is refused", () =>
    expect(problemsOf(file([recovery, recovery])).join()).toContain("purposes[1].texts.en.name name-twice"));

  it.each([
    ["in its earlier place", { legalNote: "Law" }, {}, {}, ["Law", ""]],
    ["in each language", {}, { legalNote: "Law" }, { legalNote: "Recht" }, ["Law", "Recht"]],
    ["only in a translation", { legalNote: null }, { legalNote: null }, { legalNote: "Recht" }, ["", "Recht"]],
    ["only in the original", { legalNote: null }, { legalNote: "Law" }, { legalNote: null }, ["Law", ""]],
  ])("has its legal note %s", (_, outside, en, de, expected) => {
    const texts = { en: { ...english, ...en }, de: { ...recovery.texts.de, ...de } };
    const read = readPurposeFile(file([{ ...recovery, ...outside, texts }]), world);
    const [purpose] = read.ok ? read.purposes : [];
    expect([purpose?.input.legalNote, purpose?.translations["de"]?.legalNote]).toEqual(expected);
  });

  it.each([
    ["a client ID", "library", ["1"]],
    ["a name", " library portal", ["1"]],
    ["the client ID of one of two with a name", "two", ["3"]],
  ])("names an application by %s", (_, named, applications) => {
    const read = readPurposeFile(
      file([{ ...recovery, recipients: { organisation: false, applications: [named] } }]),
      world,
    );
    expect(read).toMatchObject({
      ok: true,
      purposes: [{ input: { recipients: { organisation: false, applications } } }],
    });
  });

  it.each([
    ["no recipient", { organisation: false, applications: [] }, ["purposes[0].recipients no-recipient"]],
    [
      "an application that does not exist",
      { organisation: true, applications: ["library", "gone"] },
      ["purposes[0].recipients.applications[1] application-unknown"],
    ],
    [
      "a name that two applications have",
      { organisation: true, applications: ["Shop"] },
      ["purposes[0].recipients.applications[0] application-unknown"],
    ],
    ["something else", { organisation: "yes", applications: [] }, ["purposes[0].recipients.organisation malformed"]],
  ])("for %s is refused", (_, recipients, problems) => {
    expect(wrongIn({ ...recovery, recipients })).toEqual(problems);
  });

  it("is read back as it was written, for any purposes", () => {
    const word = fc.string({ minLength: 1, maxLength: 20 }).filter((t) => /^[a-z]+( [a-z]+)*$/i.test(t));
    const optional = fc.option(word);
    const text = fc.record({ name: word, description: word, details: optional, legalNote: optional });
    const version = fc.record({
      texts: fc.record({ en: text, de: text }),
      retention: fc.constantFrom({ kind: "withdrawn" } as const, { kind: "days", days: 30 } as const),
      attributes: fc.constantFrom<{ key: string; mandatory: boolean; basis?: string; reasons: { en: string } }[]>(
        [{ key: "phone", mandatory: true, reasons: { en: "Needed." } }],
        [{ key: "phone", mandatory: false, basis: "contract", reasons: { en: "Needed." } }],
      ),
      recipients: fc.constantFrom(organisationOnly, { organisation: false, applications: [library] }),
    });
    fc.assert(
      fc.property(version, (made) => {
        const written = writePurposeFile([made as unknown as PurposeVersion]);
        const read = readPurposeFile(written, { ...world, names: [] });
        expect(read).toMatchObject({
          ok: true,
          purposes: [
            {
              input: {
                name: made.texts.en.name,
                details: made.texts.en.details ?? "",
                retention: made.retention.kind,
                retentionDays: made.retention.kind === "days" ? 30 : null,
                legalNote: made.texts.en.legalNote ?? "",
                attributes: made.attributes.map(({ reasons, ...row }) => ({ ...row, reason: reasons.en })),
                recipients: {
                  organisation: made.recipients.organisation,
                  applications: made.recipients.applications.map(({ id }) => id),
                },
              },
              translations: { de: { name: made.texts.de.name, legalNote: made.texts.de.legalNote ?? "" } },
            },
          ],
        });
      }),
      propertyRuns,
    );
  });

  it("never throws, whatever it contains", () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => file(value)),
        ),
        (content) => {
          const read = readPurposeFile(content, world);
          if (!read.ok) expect(read.problems.every(({ line, column }) => line > 0 && column > 0)).toBe(true);
        },
      ),
      propertyRuns,
    ));
});
