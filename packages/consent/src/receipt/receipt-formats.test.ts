import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticeBases } from "../purpose/purpose.ts";
import type { ShownItem, ShownPurpose } from "./receipt.ts";
import { iso27560Receipt } from "./receipt-iso27560.ts";
import { kantaraReceipt } from "./receipt-kantara.ts";
import { basisWords, decidedPurposes, type FormatContext, type ReceiptRecord } from "./receipt-record.ts";
import { readSignedClaims, signedReceiptClaims } from "./receipt-signed.ts";

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8");
const kantara = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(fixture("kantara-consent-receipt-1.1.schema.json")) as object,
);
const dpvTerms = new Set(
  fixture("dpv-terms.txt")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#")),
);

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const given = fc.option(words);
const attributes = ["email", "phone_number", "name", "birthdate", "address", "constructor"] as const;

/** Any decision: the asked items, their words, and the answers. */
const receipts: fc.Arbitrary<ReceiptRecord> = fc
  .record({
    ids: fc.record({ id: fc.uuid(), pseudonym: fc.uuid() }),
    kind: fc.constantFrom("consent", "notice"),
    providerName: given,
    language: fc.constantFrom("en", "de", "ar", "pt-BR"),
    controller: fc.record({
      ...{ name: words, displayName: words, address: given, contact: given, email: given, phone: given },
      privacyNoticeUrl: fc.option(fc.webUrl()),
    }),
    purposes: fc.array(
      fc.record({
        name: words,
        description: words,
        retention: words,
        // Missing in texts from before purposes named recipients.
        recipients: fc.option(
          fc.record({ words, organisation: fc.boolean(), applications: fc.array(words, { maxLength: 3 }) }),
          { nil: undefined },
        ),
        basis: fc.constantFrom(...noticeBases),
        asked: fc.uniqueArray(
          fc.record({
            attribute: fc.constantFrom(...attributes),
            label: words,
            mandatory: fc.boolean(),
            state: fc.constantFrom("granted", "denied", "not-sent"),
            source: fc.constantFrom("provider", "self", "default"),
          }),
          { selector: ({ attribute }) => attribute, maxLength: 4 },
        ),
      }),
      { maxLength: 4 },
    ),
    decidedAt: fc.date({ min: new Date("1999-01-01"), max: new Date("2199-01-01"), noInvalidDate: true }),
  })
  .map(({ ids, kind, controller, purposes, language, ...made }) => ({
    ...ids,
    ...made,
    ...{ kind, language, number: "7Q4K-2M9X", noticeHash: "a".repeat(64) },
    collectionMethod: kind === "notice" ? "notice" : "web-form",
    notice: {
      ...{ language, controller, title: "Choose", lead: "You signed in.", provider: { name: "P" } },
      ...{ alsoStored: "An identifier.", withdrawal: "At any time.", acceptLabel: "Yes", declineLabel: "No" },
      purposes: purposes.map(({ asked, basis, recipients, ...purpose }, index): ShownPurpose => ({
        ...purpose,
        ...(recipients ? { recipients } : {}),
        ...(kind === "notice" ? { basis: { kind: basis, words: "Legal basis." } } : {}),
        ...{ purposeId: `p${index}`, versionId: `v${index}`, number: 1, details: null, legalNote: null },
        items: asked.map(({ attribute, label, mandatory }): ShownItem => ({
          ...{ id: `v${index}.${attribute}`, attribute, label, mandatory, need: "Optional", reason: null },
          ...{ offer: "value", note: null },
        })),
      })),
    },
    items: purposes.flatMap(({ asked }, index) =>
      asked.map(({ attribute, mandatory, state, source }) => ({
        ...{ versionId: `v${index}`, attribute, mandatory, state },
        source: state === "granted" ? source : null,
      })),
    ),
  }));

const contexts: fc.Arbitrary<FormatContext> = fc.record({
  origin: fc.constant("https://id.example"),
  jurisdiction: fc.option(fc.constantFrom("GB", "EU")),
  sensitive: fc.constantFrom(new Set<string>(), new Set(["birthdate", "name"])),
});

/** Twenty different decisions, always the same ones, so that a failure can be repeated. */
const twenty = fc.sample(fc.tuple(receipts, contexts), { numRuns: 20, seed: 27_560 });

const labelsOf = (receipt: ReceiptRecord, state: "granted" | "denied" | "not-sent") =>
  decidedPurposes(receipt, state).flatMap(({ items }) => items.map(({ shown }) => shown.label));

describe("Kantara Consent Receipt 1.1", () => {
  it.each(twenty.map(([receipt, context], index) => ({ index, receipt, context })))(
    "decision $index is valid against the schema",
    ({ receipt, context }) => {
      kantara(kantaraReceipt(receipt, context));
      expect(kantara.errors).toBe(null);
    },
  );

  it("the schema refuses a receipt without any one of the required members", () => {
    const [receipt, context] = twenty[0] ?? never();
    const whole = kantaraReceipt(receipt, context);
    for (const name of Object.keys(whole)) {
      expect(kantara({ ...whole, [name]: undefined }), name).toBe(false);
    }
  });

  it("names exactly what was agreed to, and which of it is sensitive", () => {
    const property = fc.property(receipts, contexts, (receipt, context) => {
      const made = kantaraReceipt(receipt, context);
      const purposes = made.services.flatMap((service) => service.purposes);
      expect(purposes.flatMap(({ piiCategory }) => piiCategory)).toEqual(labelsOf(receipt, "granted"));
      const sensitive = receipt.items.some((item) => item.state === "granted" && context.sensitive.has(item.attribute));
      expect(made.sensitive).toBe(sensitive);
      expect(made.spiCat.length > 0).toBe(sensitive);
      expect(kantara(JSON.parse(JSON.stringify(made)))).toBe(true);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe("a receipt of a notice", () => {
  const notices = receipts.filter(
    ({ kind, items }) => kind === "notice" && items.some(({ state }) => state === "granted"),
  );

  it("is called consent in no format, and names the legal basis of each purpose", () => {
    const property = fc.property(notices, contexts, (receipt, context) => {
      const { "@context": _, ...made } = iso27560Receipt(receipt, context);
      expect(namesIn(made).filter((name) => /consent/i.test(name))).toEqual([]);
      expect(JSON.stringify(made)).not.toContain("dpv-27560");
      const bases = decidedPurposes(receipt, "granted").map(({ purpose }) => purpose.basis?.kind ?? never());
      for (const record of made["dpv:hasRecordOfActivity"] as { "dpv:hasLegalBasis": { "@type": string }[] }[]) {
        expect(record["dpv:hasLegalBasis"].every((one) => one["@type"].startsWith("dpv:"))).toBe(true);
      }
      const { services } = kantaraReceipt(receipt, context);
      expect(services.flatMap(({ purposes }) => purposes.map(({ consentType }) => consentType))).toEqual(
        bases.map((basis) => `No consent was asked for. Legal basis: ${basisWords[basis]}`),
      );
    });
    fc.assert(property, { numRuns: 300 });
  });

  it.each([
    ["contract", "dpv:Contract"],
    ["legal-obligation", "dpv:LegalObligation"],
    ["vital-interests", "dpv:VitalInterest"],
    ["public-task", "dpv:PublicInterest"],
    ["legitimate-interests", "dpv:LegitimateInterest"],
  ] as const)("%s is %s of the Data Privacy Vocabulary", (basis, term) => {
    const [[receipt, context]] = fc.sample(fc.tuple(notices, contexts), { numRuns: 1, seed: 6 }) as [
      [ReceiptRecord, FormatContext],
    ];
    const purposes = receipt.notice.purposes.map((purpose) => ({ ...purpose, basis: { kind: basis, words: "" } }));
    const made = iso27560Receipt({ ...receipt, notice: { ...receipt.notice, purposes } }, context);
    const [record] = made["dpv:hasRecordOfActivity"] as { "dpv:hasLegalBasis": { "@type": string }[] }[];
    expect(record?.["dpv:hasLegalBasis"][0]?.["@type"]).toBe(term);
    expect(dpvTerms).toContain(term.replace("dpv:", ""));
  });
});

/** Every key and every "@id", "@type" of a JSON-LD tree. */
function namesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    key,
    ...(key === "@id" || key === "@type" ? [value].flat().map(String) : namesIn(value)),
  ]);
}

/** The members that the guide marks as "MUST be present" in a record. */
const mustBePresent = [
  ...["@type", "dct:identifier", "dct:conformsTo", "dpv:hasDataSubject", "dpv:hasDataController"],
  ...["dpv:hasJurisdiction", "dpv:hasLegalBasis", "dpv:hasProcess", "dpv:hasNotice", "dpv:hasConsentControl"],
  ...["dpv:hasRight", "dpv:hasConsentStatus"],
];

/** If no one was asked, nothing says that a person consented, or claims to conform to a specification about consent. */
const onlyOfConsent = ["dct:conformsTo", "dpv:hasConsentControl", "dpv:hasConsentStatus"];

describe("ISO/IEC TS 27560 in JSON-LD", () => {
  it.each(twenty.map(([receipt, context], index) => ({ index, receipt, context })))(
    "decision $index uses terms that exist, and no prefix that is not declared",
    ({ receipt, context }) => {
      const { "@context": prefixes, ...made } = iso27560Receipt(receipt, context);
      const declared = Object.keys(prefixes as object);
      for (const name of namesIn(made).filter((name) => !name.startsWith("@") && !/^(urn|https?):/.test(name))) {
        const [prefix = "", term = ""] = name.split(":");
        expect(declared, name).toContain(prefix);
        if (prefix === "dpv") expect(dpvTerms, name).toContain(term);
      }
    },
  );

  it("hands over a record of what was agreed to and one of what was refused, each complete", () => {
    const property = fc.property(receipts, contexts, (receipt, context) => {
      const records = iso27560Receipt(receipt, context)["dpv:hasRecordOfActivity"] as Record<string, unknown>[];
      const states = (["granted", "denied"] as const).filter((state) => labelsOf(receipt, state).length > 0);
      expect(records.length).toBe(states.length);
      for (const [index, state] of states.entries()) {
        const record = records[index] ?? never();
        const isNotice = receipt.kind === "notice";
        for (const field of mustBePresent) {
          if (isNotice && onlyOfConsent.includes(field)) expect(record, field).not.toHaveProperty([field]);
          else expect(record, field).toHaveProperty([field]);
        }
        const processes = record["dpv:hasProcess"] as { "dpv:hasPersonalData": { "dct:title": object }[] }[];
        const labels = processes.flatMap((one) => one["dpv:hasPersonalData"]).map((data) => data["dct:title"]);
        const { language } = receipt;
        const wanted = labelsOf(receipt, state).map((label) => ({ "@value": label, "@language": language }));
        expect(labels).toEqual(wanted);
        if (!isNotice)
          expect(record["dpv:hasConsentStatus"]).toMatchObject({
            "@type": state === "granted" ? "dpv:ConsentGiven" : "dpv:ConsentRefused",
          });
      }
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe("recipients", () => {
  const named = ({ purpose }: { purpose: ShownPurpose }) =>
    purpose.recipients ?? { organisation: true, applications: [] as readonly string[] };

  it("are those of the version that was decided on, in each format", () => {
    const property = fc.property(receipts, contexts, (receipt, context) => {
      const granted = decidedPurposes(receipt, "granted").map(named);
      const { services } = kantaraReceipt(receipt, context);
      expect(
        services.flatMap(({ purposes }) =>
          purposes.map(({ thirdPartyDisclosure, thirdPartyName }) => [thirdPartyDisclosure, thirdPartyName]),
        ),
      ).toEqual(
        granted.map(({ applications }) => [
          applications.length > 0,
          applications.length > 0 ? applications.join(", ") : undefined,
        ]),
      );
      const records = iso27560Receipt(receipt, context)["dpv:hasRecordOfActivity"] as {
        "dpv:hasProcess": { "dpv:hasRecipient": { "@id"?: string; "dpv:hasName"?: string }[] }[];
      }[];
      const handed = records.flatMap((one) => one["dpv:hasProcess"].map((process) => process["dpv:hasRecipient"]));
      expect(handed.map((all) => all.flatMap((one) => one["dpv:hasName"] ?? []))).toEqual(
        [...granted, ...decidedPurposes(receipt, "denied").map(named)].map(({ applications }) => applications),
      );
      expect(handed.map((all) => all.some((one) => one["@id"]?.endsWith("#controller")))).toEqual(
        [...granted, ...decidedPurposes(receipt, "denied").map(named)].map(({ organisation }) => organisation),
      );
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe("the claims of a signed receipt", () => {
  it("contain what a look-up needs, after a round trip through JSON", () => {
    const now = new Date("2026-01-02T03:04:05.678Z");
    const property = fc.property(receipts, (receipt) => {
      const signed = signedReceiptClaims(receipt, { origin: "https://id.example", now });
      expect(readSignedClaims(JSON.parse(JSON.stringify(signed)))).toEqual({
        id: receipt.id,
        number: receipt.number,
        noticeHash: receipt.noticeHash,
        asked: receipt.notice.purposes.flatMap(({ versionId, name, items }) =>
          items.map(({ attribute, label }) => ({ versionId, attribute, purpose: name, label })),
        ),
        decidedAt: receipt.decidedAt.toISOString(),
        signedAt: Math.floor(now.getTime() / 1000),
      });
    });
    fc.assert(property, { numRuns: 300 });
  });

  it.each([[null], [{}], ["text"], [{ jti: "1", iat: 1 }], [{ jti: "not a uuid", iat: 1, receipt: {} }]])(
    "are not %j",
    (claims) => expect(readSignedClaims(claims)).toBe(null),
  );
});

function never(): never {
  throw new Error("It is there.");
}
