import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { countries, countryName, economicArea } from "./countries.ts";
import {
  noTermsInput,
  type Party,
  partyRoles,
  type PurposeTerms,
  termsInput,
  termsInputOf,
  termsOf,
  transferSafeguards,
  widensTerms,
} from "./purpose-terms.ts";

const printer: Party = { name: "Print Ltd", role: "processor", country: "DE", safeguard: null };
const said: PurposeTerms = { parties: [printer], storedIn: ["DE"], consentDays: 365, automated: false };

describe("widensTerms", () => {
  it.each<[what: string, after: Partial<PurposeTerms>, widens: boolean]>([
    ["nothing", {}, false],
    ["a recipient less", { parties: [] }, false],
    ["another recipient", { parties: [printer, { ...printer, name: "Post Ltd" }] }, true],
    ["a recipient that now decides by itself", { parties: [{ ...printer, role: "third-party" }] }, true],
    ["a recipient in another country", { parties: [{ ...printer, country: "US" }] }, true],
    ["a recipient with another protection", { parties: [{ ...printer, safeguard: "adequacy" }] }, true],
    ["another country of storage", { storedIn: ["DE", "US"] }, true],
    ["a country of storage less", { storedIn: [] }, false],
    ["a longer agreement", { consentDays: 366 }, true],
    ["a shorter agreement", { consentDays: 30 }, false],
    ["an agreement without an end", { consentDays: null }, true],
    ["a machine that decides", { automated: true }, true],
  ])("%s", (_, after, widens) => {
    expect(widensTerms(said, { ...said, ...after })).toBe(widens);
  });

  it("an agreement that got an end asks for less, and a machine that stopped too", () => {
    expect(widensTerms({ ...said, consentDays: null, automated: true }, said)).toBe(false);
  });

  it("a version that says nothing compares as one without any", () => {
    expect(widensTerms(undefined, undefined)).toBe(false);
    expect(widensTerms(undefined, said)).toBe(true);
    expect(widensTerms({ ...said, consentDays: null }, undefined)).toBe(false);
  });
});

describe("termsInput", () => {
  const problems = (input: object) =>
    termsInput
      .safeParse({ ...noTermsInput, ...input })
      .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  const party = { ...printer, safeguard: "" };

  it.each<[what: object, problem: string]>([
    [{ parties: [{ ...party, name: " " }] }, "parties.0.name party-name-missing"],
    [{ parties: [{ ...party, country: "" }] }, "parties.0.country country-missing"],
    [{ parties: [{ ...party, country: "Germany" }] }, "parties.0.country country-unknown"],
    [{ parties: [{ ...party, role: "friend" }] }, "parties.0.role party-role-missing"],
    [{ parties: Array.from({ length: 21 }, () => party) }, "parties too-many-parties"],
    [{ storedIn: ["DE", "XX"] }, "storedIn country-unknown"],
    [{ consentDays: 0 }, "consentDays consent-days-invalid"],
    [{ consentDays: Number.NaN }, "consentDays consent-days-invalid"],
    [{ automated: true, consequences: "A loan." }, "logic logic-missing"],
    [{ automated: true, logic: "By income." }, "consequences consequences-missing"],
  ])("%j", (input, problem) => expect(problems(input)).toContain(problem));

  it("tidies what was typed, and drops words about a machine that does not decide", () => {
    const typed = { parties: [{ ...party, name: " Print  Ltd ", country: " de " }], storedIn: ["fr", "DE", "fr"] };
    expect(termsInput.parse({ ...noTermsInput, ...typed, logic: "By income." })).toEqual({
      ...{ ...noTermsInput, logic: "", parties: [{ ...party, name: "Print Ltd", country: "DE" }] },
      storedIn: ["DE", "FR"],
    });
  });

  it("of stored terms stores the same again", () => {
    const terms: fc.Arbitrary<PurposeTerms> = fc.record({
      parties: fc.array(
        fc.record({
          name: fc.constantFrom("One", "Two"),
          role: fc.constantFrom(...partyRoles),
          country: fc.constantFrom(...countries),
          safeguard: fc.constantFrom(null, ...transferSafeguards),
        }),
        { maxLength: 3 },
      ),
      storedIn: fc.uniqueArray(fc.constantFrom(...countries), { maxLength: 3 }).map((codes) => codes.sort()),
      consentDays: fc.option(fc.integer({ min: 1, max: 36_500 })),
      automated: fc.boolean(),
    });
    fc.assert(
      fc.property(terms, (stored) => {
        const words = stored.automated ? { logic: "How.", consequences: "What." } : {};
        const again = termsOf(termsInput.parse(termsInputOf(stored, words)));
        const isSilent = JSON.stringify(termsInputOf(stored, {})) === JSON.stringify(noTermsInput);
        expect(again).toEqual(isSilent ? null : stored);
      }),
    );
  });
});

describe("countries", () => {
  const known = readFileSync(new URL("../../fixtures/dpv-loc-terms.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((term) => /^[A-Z]{2}$/.test(term));

  it("are those of the Locations extension of the Data Privacy Vocabulary", () => {
    expect([...countries].sort()).toEqual(known.sort());
    expect([...economicArea].filter((code) => !countries.includes(code))).toEqual([]);
  });

  it("have names in the reader's language", () => {
    expect(countryName("DE", "de")).toBe("Deutschland");
    expect(countryName("EU", "en")).toBe("European Union");
  });
});
