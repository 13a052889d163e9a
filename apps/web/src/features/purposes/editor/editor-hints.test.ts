import { organisationOnly } from "@assent/consent/purpose/purpose";
import { describe, expect, it } from "vitest";
import { emptyPurposeDraft } from "./draft";
import type { EditorContextData, StoredPurpose } from "./editor-types";
import { hintsFor } from "./editor-hints";

const attribute = (key: string, selfAssertable: boolean) => ({
  ...{ key, label: key.toUpperCase(), selfAssertable },
  type: "text" as const,
  sensitive: false,
});
const world: EditorContextData = {
  limits: { description: 1023, details: 4000, retentionDays: 36_500 },
  organisation: "Acme",
  attributes: [attribute("email", true), attribute("badge", false)],
  senders: [
    { name: "One", sends: ["email"] },
    { name: "Two", sends: [] },
  ],
  applications: [{ id: "library", name: "Library Portal", service: false }],
  somebodyIsKnown: false,
  languages: [
    { code: "en", name: "English" },
    { code: "de", name: "Deutsch" },
  ],
  original: "en",
  others: [],
};
const row = (key: string, mandatory = false, reason = "") => ({ key, mandatory, reason });
const draft = (...attributes: ReturnType<typeof row>[]) => ({
  ...{ ...emptyPurposeDraft, name: "News", retention: "withdrawn" as const },
  attributes,
});

function stored(people: number, ...attributes: ReturnType<typeof row>[]): StoredPurpose {
  const asked = attributes.map(({ key, mandatory }) => ({ key, mandatory, reasons: {} }));
  const text = { name: "News", description: "", details: null, legalNote: null };
  const retention = { kind: "account-closed" } as const;
  const ids = { purposeId: "p", versionId: "v", number: 4, position: 1 };
  const version = {
    ...ids,
    retention,
    texts: { en: text },
    attributes: asked,
    basis: { kind: "consent" as const },
    recipients: organisationOnly,
    askFrom: null,
  };
  return { id: "p", draft: draft(...attributes), version, translations: [], outdated: [], people, isPublished: true };
}

const effects = (...of: Parameters<typeof hintsFor>) => hintsFor(...of).effects.map(({ kind }) => kind);
const warnings = (...of: Parameters<typeof hintsFor>) => hintsFor(...of).warnings.map(({ kind }) => kind);

// purpose-warnings.test.ts in packages/consent tests the warnings. These tests check that the editor passes on its
// data.
describe("hintsFor", () => {
  it("warns about the current text, and compares it with every other purpose", () => {
    const others = [{ id: "p", name: "News", attributes: [{ key: "email", mandatory: false }] }];
    const written = draft(row("email", true, "x"), row("badge"));
    expect(warnings(written, null, { ...world, others })).toContain("optional-elsewhere");
    expect(warnings(written, stored(0), { ...world, others })).not.toContain("optional-elsewhere");
    expect(warnings({ ...written, retention: "account-closed" }, null, world)).toContain("no-retention");
    expect(warnings(written, null, world)).toEqual(["not-sent", "not-sent", "no-storage-location", "not-translated"]);
  });

  it("counts the stored translations and the language of the editor", () => {
    const translated = stored(0, row("email"));
    const version = {
      ...translated.version,
      texts: { de: { name: "N", description: "D", details: null, legalNote: null } },
    };
    expect(warnings(draft(), { ...translated, version }, world)).toEqual(["no-storage-location"]);
    expect(warnings(draft(), translated, world)).toEqual(["no-storage-location", "not-translated"]);
  });

  it("names the translations that are older than the original, and all of them once the original changes", () => {
    const before = { ...stored(0, row("email")), translations: ["de", "ar"], outdated: ["ar"] };
    const outdated = (now: typeof before.draft) =>
      hintsFor(now, before, world).warnings.flatMap((one) => (one.kind === "outdated" ? one.languages : []));
    expect(outdated(before.draft)).toEqual(["ar"]);
    expect(outdated({ ...before.draft, retentionDays: 30, retention: "days" })).toEqual(["ar"]);
    expect(outdated({ ...before.draft, description: "Other words." })).toEqual(["de", "ar"]);
    const german = { name: "N", description: "D", details: null, legalNote: "Recht" };
    const version = { ...before.version, texts: { ...before.version.texts, de: german } };
    const noted = { ...before, translations: ["de", "fr"], outdated: [], version };
    const changed = hintsFor({ ...before.draft, legalNote: "Law" }, noted, world).warnings;
    expect(changed).toContainEqual({ kind: "outdated", languages: ["de"] });
  });

  it("says in which languages a legal note is missing, as soon as it is written", () => {
    const before = stored(0, row("email"));
    const german = { name: "N", description: "D", details: null, legalNote: null };
    const texts = { ...before.version.texts, de: german, ar: { ...german, legalNote: "قانون" } };
    const translated = { ...before, version: { ...before.version, texts } };
    const missing = (legalNote: string) =>
      hintsFor({ ...before.draft, legalNote }, translated, world).warnings.filter(
        ({ kind }) => kind === "note-not-translated",
      );
    expect(missing("Law")).toEqual([{ kind: "note-not-translated", languages: ["de"] }]);
    expect(missing(" ")).toEqual([]);
  });

  it("says when all reasons are written", () => {
    expect(effects(draft(row("email", true, " "), row("badge", true, "x")), null, world)).toEqual(["next-sign-in"]);
    expect(effects(draft(row("email", true, "x")), null, world)).toEqual(["next-sign-in", "reasons-filled"]);
  });

  it("says who is affected by a change, and that it is reviewed before people are asked", () => {
    const before = stored(12, row("email"));
    expect(effects(before.draft, before, world)).toEqual([]);
    expect(hintsFor({ ...before.draft, name: "Newer" }, before, world).effects).toEqual([
      { kind: "people", people: 12 },
      { kind: "review" },
    ]);
    expect(effects(draft(row("email"), row("badge")), stored(0, row("email")), world)).toEqual(["review"]);
  });

  it("says whether a new purpose is asked at once or reviewed first", () => {
    expect(effects(draft(row("email")), null, world)).toEqual(["next-sign-in"]);
    expect(effects(draft(row("email")), null, { ...world, somebodyIsKnown: true })).toEqual(["review"]);
  });
});
