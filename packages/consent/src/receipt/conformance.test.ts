import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conforms, type JsonLd, requirements, unmet } from "./conformance.ts";
import type { ReceiptRecord } from "./receipt-record.ts";
import type { ShownController, ShownItem, ShownPurpose } from "./receipt.ts";
import { iso27560Receipt } from "./receipt-iso27560.ts";
import { receipts, receiptsOf } from "./testing.ts";

/** The sections of the guide whose field must be present. */
const sections = readFileSync(new URL("../../fixtures/dpv-27560-must.txt", import.meta.url), "utf8")
  .split("\n")
  .flatMap((line) => /^[89](\.\d+)+/.exec(line)?.[0] ?? []);

const recordsIn = (made: JsonLd) => made["dpv:hasRecordOfActivity"] as JsonLd[];
const isConsent = (record: JsonLd) => record["@type"] === "dpv:ConsentRecord";

/** A decision of which everything is said, and for which the organisation alone gets anything. */
const complete: fc.Arbitrary<ReceiptRecord> = receiptsOf("consent")
  .filter(({ items }) => items.some(({ state }) => state !== "not-sent"))
  .map((receipt) => ({
    ...receipt,
    snapshot: { ...receipt.snapshot, jurisdiction: "EU" },
    notice: {
      ...receipt.notice,
      controller: { ...receipt.notice.controller, address: "1 Example Street", email: "privacy@acme.example" },
      purposes: receipt.notice.purposes.map((purpose) => ({
        ...purpose,
        recipients: { words: "Acme", organisation: true, applications: [] },
        terms: { parties: [], storage: { countries: ["DE"], words: "Stored in Germany." } },
        items: purpose.items.map((item) => ({ ...item, category: "EmailAddress" })),
      })),
    },
  }));

describe("the requirements of the guide", () => {
  it("each have a check, beside the claim itself and what every receipt has", () => {
    const ofRecords = sections.filter((section) => section.startsWith("8.") && section !== "8.1.1");
    expect(Object.keys(requirements)).toEqual(ofRecords);
    expect(sections.filter((section) => section.startsWith("9."))).toEqual(["9.1.1", "9.1.2", "9.1.3", "9.1.4"]);
  });

  it("are met by a receipt of which everything is said, and it claims to conform", () => {
    fc.assert(
      fc.property(complete, (receipt) => {
        const made = iso27560Receipt(receipt);
        // Of what people were told there is no record of consent, so the whole does not claim to conform.
        const ofConsent = recordsIn(made).filter(isConsent);
        const whole = ofConsent.length === recordsIn(made).length ? [made] : [];
        for (const record of ofConsent) expect(unmet(record)).toEqual([]);
        for (const one of [...whole, ...ofConsent]) expect(one).toHaveProperty(["dct:conformsTo"]);
        for (const member of ["dpv:hasIdentifier", "dpv:hasRecordOfActivity", "dct:created"]) {
          expect(made).toHaveProperty([member]);
        }
      }),
    );
  });

  it("are what a record of any receipt claims, and never without", () => {
    fc.assert(
      fc.property(fc.oneof(receipts, complete), (receipt) => {
        const made = iso27560Receipt(receipt);
        const records = recordsIn(made);
        for (const record of records) expect("dct:conformsTo" in record).toBe(isConsent(record) && conforms(record));
        const all = records.length > 0 && records.every((record) => "dct:conformsTo" in record);
        expect("dct:conformsTo" in made).toBe(all);
      }),
      { numRuns: 500 },
    );
  });

  type Less = { controller?: Partial<ShownController>; purpose?: Partial<ShownPurpose>; item?: Partial<ShownItem> };

  it.each<[what: string, less: Less & { jurisdiction?: string | null }, section: string]>([
    ["a jurisdiction", { jurisdiction: null }, "8.3.9"],
    ["a jurisdiction that exists", { jurisdiction: "Acme" }, "8.3.9"],
    ["a postal address", { controller: { address: null } }, "8.4.4.1"],
    ["a way to reach it", { controller: { contact: null, email: null, phone: null } }, "8.4.4"],
    ["a place of storage", { purpose: { terms: { parties: [] } } }, "8.3.4.2"],
    [
      "a description of other recipients",
      { purpose: { recipients: { words: "", organisation: true, applications: ["Library"] } } },
      "8.4.4",
    ],
    ["a kind of personal data", { item: { category: "" } }, "8.3.3.1"],
  ])("are not met without %s", (_, { jurisdiction, controller, purpose, item }, section) => {
    const [receipt] = fc.sample(complete, { numRuns: 1, seed: 15 });
    if (!receipt) throw new Error("It is there.");
    const { notice, snapshot } = receipt;
    // The officer can be reached, and is not the organisation.
    const { officerName: _name, officerEmail: _email, ...organisation } = notice.controller;
    const made = iso27560Receipt({
      ...receipt,
      snapshot: { ...snapshot, ...(jurisdiction === undefined ? {} : { jurisdiction }) },
      notice: {
        ...notice,
        controller: { ...organisation, ...controller },
        purposes: notice.purposes.map((one) => ({
          ...one,
          ...purpose,
          items: one.items.map((asked) => ({ ...asked, ...item })),
        })),
      },
    });
    for (const record of recordsIn(made)) {
      expect(unmet(record)).toContain(section);
      expect(record).not.toHaveProperty(["dct:conformsTo"]);
    }
    expect(made).not.toHaveProperty(["dct:conformsTo"]);
  });

  it.each(Object.keys(requirements))("%s is not met by an empty record", (section) => {
    expect(unmet({})).toContain(section);
  });
});
