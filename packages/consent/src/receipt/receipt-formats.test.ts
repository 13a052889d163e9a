import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import jsonld from "jsonld";
import { describe, expect, it } from "vitest";
import { affected, affectedPurposes, type Effect, effectOf } from "./effect.ts";
import type { ShownPurpose } from "./receipt.ts";
import { iso27560Receipt } from "./receipt-iso27560.ts";
import { kantaraReceipt } from "./receipt-kantara.ts";
import { basisWords, receiptKinds, type ReceiptRecord } from "./receipt-record.ts";
import { readSignedClaims, signedReceiptClaims } from "./receipt-signed.ts";
import { laterSnapshot, type ReceiptSnapshot } from "./snapshot.ts";
import { receipts, receiptsOf } from "./testing.ts";

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8");
const kantara = new Ajv2020({ allErrors: true }).compile(
  JSON.parse(fixture("kantara-consent-receipt-1.1.schema.json")) as object,
);
const termsIn = (name: string) =>
  new Set(
    fixture(name)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#")),
  );
const dpvTerms = termsIn("dpv-terms.txt");
/** Prefix → every term of the vocabulary, from its own file. */
const vocabularies: Readonly<Record<string, ReadonlySet<string>>> = {
  dpv: dpvTerms,
  pd: termsIn("dpv-pd-terms.txt"),
  loc: termsIn("dpv-loc-terms.txt"),
  "eu-gdpr": termsIn("dpv-eu-gdpr-terms.txt"),
};

/** Sixty different receipts, some of each kind, and always the same ones, so that a failure can be repeated. */
const sixty = receiptKinds
  .flatMap((kind, index) => fc.sample(receiptsOf(kind), { numRuns: 9, seed: 27_560 + index }))
  .slice(0, 60)
  .map((receipt, index) => ({ index, kind: receipt.kind, receipt }));

const labelsOf = (receipt: ReceiptRecord, effect: Effect) =>
  affectedPurposes(receipt, effect).flatMap(({ items }) => items.map(({ shown }) => shown.label));

const allLabels = (receipt: ReceiptRecord) => affected(receipt).flatMap(({ effect }) => labelsOf(receipt, effect));

describe("Kantara Consent Receipt 1.1", () => {
  it.each(sixty)("receipt $index ($kind) is valid against the schema", ({ receipt }) => {
    kantara(kantaraReceipt(receipt));
    expect(kantara.errors).toBe(null);
  });

  it("the schema refuses a receipt without any one of the required members", () => {
    const { receipt } = sixty[0] ?? never();
    const whole = kantaraReceipt(receipt);
    for (const name of Object.keys(whole)) {
      expect(kantara({ ...whole, [name]: undefined }), name).toBe(false);
    }
  });

  it("names what each thing happened to, says what happened, and which of it is sensitive", () => {
    const beginnings = {
      ...{ given: "EXPLICIT", renewed: "EXPLICIT, given before", refused: "REFUSED", withdrawn: "WITHDRAWN" },
      ...{ expired: "EXPIRED", revoked: "ENDED", told: "No consent was asked for", stopped: "ENDED. No consent" },
      corrected: "CORRECTED",
    } as const satisfies Record<Effect, string>;
    const property = fc.property(receipts, (receipt) => {
      const made = kantaraReceipt(receipt);
      const purposes = made.services.flatMap((service) => service.purposes);
      expect(purposes.flatMap(({ piiCategory }) => piiCategory)).toEqual(allLabels(receipt));
      const wanted = affected(receipt).flatMap((one) => one.purposes.map(() => beginnings[one.effect]));
      expect(purposes.map(({ consentType }, index) => consentType.startsWith(wanted[index] ?? "?"))).toEqual(
        wanted.map(() => true),
      );
      expect(purposes.filter(({ consentType }) => consentType === "EXPLICIT").length).toBe(
        affectedPurposes(receipt, "given").length,
      );
      const sensitive = receipt.items.some(
        (item) => item.state !== "not-sent" && receipt.snapshot.sensitive.includes(item.attribute),
      );
      expect(made.sensitive).toBe(sensitive);
      expect(made.spiCat.length > 0).toBe(sensitive);
      expect(kantara(JSON.parse(JSON.stringify(made)))).toBe(true);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

/** What a receipt of each kind says about an item that the person had agreed to, and that is on it. */
describe("what happened", () => {
  it.each([
    ["consent", "granted", "person", null, "given"],
    ["consent", "granted", "person", "live", "renewed"],
    ["consent", "granted", "person", "expired", "renewed"],
    ["consent", "denied", "person", null, "refused"],
    ["consent", "denied", "person", "expired", "refused"],
    ["consent", "denied", "person", "live", "withdrawn"],
    ["consent", "not-sent", "person", null, null],
    ["withdrawal", "denied", "person", null, "withdrawn"],
    ["withdrawal", "denied", "administrator", null, "withdrawn"],
    ["expiry", "ended", "system", null, "expired"],
    ["purpose-end", "ended", "system", null, "revoked"],
    ["closing", "ended", "person", null, "withdrawn"],
    ["closing", "ended", "administrator", null, "revoked"],
    ["closing", "ended", "system", null, "revoked"],
    ["correction", "corrected", "person", null, "corrected"],
  ] as const)("%s, %s by the %s, agreed to before: %s, is %s", (kind, state, actor, before, effect) => {
    const [receipt] = fc.sample(receiptsOf("consent"), { numRuns: 1, seed: 1 });
    const item = { versionId: "v0", attribute: "email", state, mandatory: false, source: null };
    const shown = { ...(sixtyPurpose ?? never()), versionId: "v0", basis: undefined };
    const { basis: _, ...purpose } = shown;
    const made: ReceiptRecord = {
      ...(receipt ?? never()),
      ...{ kind, items: [item] },
      notice: { ...(receipt ?? never()).notice, purposes: [purpose] },
      snapshot: {
        ...(receipt ?? never()).snapshot,
        actor: { kind: actor, channel: null },
        before: { live: before === "live" ? ["v0.email"] : [], expired: before === "expired" ? ["v0.email"] : [] },
      },
    };
    expect(effectOf(made, purpose, item)).toBe(effect);
    const told: ShownPurpose = { ...purpose, basis: { kind: "contract", words: "" } };
    const other = { given: "told", renewed: "told", expired: "stopped", revoked: "stopped" } as const;
    if (state === "ended") expect(effectOf(made, told, item)).toBe("stopped");
    if (effect === "given" || effect === "renewed") expect(effectOf(made, told, item)).toBe(other[effect]);
  });
});

const sixtyPurpose = sixty.flatMap(({ receipt }) => receipt.notice.purposes)[0];

describe("a receipt of a notice", () => {
  const notices = receiptsOf("notice").filter(({ items }) => items.some(({ state }) => state === "granted"));

  it("is called consent in no format, and names the legal basis of each purpose", () => {
    const property = fc.property(notices, (receipt) => {
      const { "@context": _, ...made } = iso27560Receipt(receipt);
      expect(namesIn(made).filter((name) => /consent/i.test(name))).toEqual([]);
      expect(JSON.stringify(made)).not.toContain("dpv-27560");
      const bases = affectedPurposes(receipt, "told").map(({ purpose }) => purpose.basis?.kind ?? never());
      for (const record of made["dpv:hasRecordOfActivity"] as { "dpv:hasLegalBasis": { "@type": string }[] }[]) {
        expect(record["dpv:hasLegalBasis"].every((one) => one["@type"].startsWith("dpv:"))).toBe(true);
      }
      const { services } = kantaraReceipt(receipt);
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
    const [receipt = never()] = fc.sample(notices, { numRuns: 1, seed: 6 });
    const purposes = receipt.notice.purposes.map((purpose) => ({ ...purpose, basis: { kind: basis, words: "" } }));
    const made = iso27560Receipt({ ...receipt, notice: { ...receipt.notice, purposes } });
    const [record] = made["dpv:hasRecordOfActivity"] as { "dpv:hasLegalBasis": { "@type": string }[] }[];
    expect(record?.["dpv:hasLegalBasis"][0]?.["@type"]).toBe(term);
    expect(dpvTerms).toContain(term.replace("dpv:", ""));
  });
});

describe("a receipt of a screen with several legal bases", () => {
  const asked = receiptsOf("consent").filter(({ items }) =>
    items.some(({ state, basis }) => basis && state === "granted"),
  );
  const told = (receipt: ReceiptRecord) =>
    receipt.items
      .filter(({ state, basis }) => basis && state === "granted")
      .map(({ versionId, attribute, basis }) => ({
        ...{ id: `${versionId}.${attribute}`, basis },
      }));

  it("never says that what was told was agreed to or refused", () => {
    const property = fc.property(asked, (receipt) => {
      const of = (effect: Effect) =>
        affectedPurposes(receipt, effect).flatMap(({ items }) => items.map(({ shown }) => shown.id));
      expect(of("told").sort()).toEqual(
        told(receipt)
          .map(({ id }) => id)
          .sort(),
      );
      const agreed = [...of("given"), ...of("renewed"), ...of("refused"), ...of("withdrawn")];
      expect(agreed.filter((id) => told(receipt).some((one) => one.id === id))).toEqual([]);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it.each([
    ["contract", "dpv:Contract", "eu-gdpr:A6-1-b"],
    ["legal-obligation", "dpv:LegalObligation", "eu-gdpr:A6-1-c"],
    ["vital-interests", "dpv:VitalInterest", "eu-gdpr:A6-1-d"],
    ["public-task", "dpv:PublicInterest", "eu-gdpr:A6-1-e"],
    ["legitimate-interests", "dpv:LegitimateInterest", "eu-gdpr:A6-1-f"],
  ] as const)("%s is named beside consent, in every format, with its reason", (basis, term, article) => {
    const [receipt = never()] = fc.sample(
      asked.filter((one) => told(one).some((item) => item.basis === basis)),
      { numRuns: 1, seed: 27_560 },
    );
    const records = iso27560Receipt(receipt)["dpv:hasRecordOfActivity"] as {
      "@type": string;
      "dpv:hasProcess": { "dpv:hasLegalBasis"?: { "@type": string[]; "dct:description": unknown[] } }[];
    }[];
    const bases = records
      .filter((one) => one["@type"] === "dpv:DataProcessingRecord")
      .flatMap((one) => one["dpv:hasProcess"].flatMap((process) => process["dpv:hasLegalBasis"] ?? []));
    const named = bases.find((one) => one["@type"].includes(article));
    expect(named?.["@type"]).toEqual([term, article]);
    expect(named?.["dct:description"].length).toBeGreaterThan(0);
    expect(vocabularies["eu-gdpr"]).toContain(article.replace("eu-gdpr:", ""));
    const types = kantaraReceipt(receipt).services.flatMap(({ purposes }) => purposes.map((one) => one.consentType));
    expect(types).toContain(`No consent was asked for. Legal basis: ${basisWords[basis]}`);
    const { decisions } = signedReceiptClaims(receipt, { ledger: null }).receipt;
    expect(
      decisions.filter((one) => one.basis === basis).every(({ effect }) => effect === "told" || effect === null),
    ).toBe(true);
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

/**
 * The statements that a JSON-LD processor reads. In safe mode it refuses whatever it would otherwise leave out silently:
 * https://github.com/digitalbazaar/jsonld.js#safe-mode. It may load nothing.
 */
function toRdf(document: object): Promise<{ subject: { value: string } }[]> {
  const documentLoader = (address: string) => Promise.reject(new Error(`${address} was asked for`));
  // The types of version 1.5 do not know the option.
  const read = jsonld.toRDF as unknown as (
    document: unknown,
    options: { safe: boolean; documentLoader: typeof documentLoader },
  ) => Promise<{ subject: { value: string } }[]>;
  return read(JSON.parse(JSON.stringify(document)), { safe: true, documentLoader });
}

/** The members that every record has, also one of a text that says less than the guide wants: see conformance.test.ts. */
const mustBePresent = [
  ...["@type", "dct:identifier", "dpv:hasIdentifier", "dpv:hasDataSubject", "dpv:hasDataController"],
  ...["dpv:hasJurisdiction", "dpv:hasLegalBasis", "dpv:hasProcess", "dpv:hasNotice", "dpv:hasConsentControl"],
  ...["dpv:hasRight", "dpv:hasConsentStatus"],
];

/** If no one was asked, nothing says that a person consented, or claims to conform to a specification about consent. */
const onlyOfConsent = ["dpv:hasConsentControl", "dpv:hasConsentStatus"];

describe("ISO/IEC TS 27560 in JSON-LD", () => {
  it.each(sixty)("receipt $index ($kind) uses terms that exist, and no prefix that is not declared", ({ receipt }) => {
    const { "@context": prefixes, ...made } = iso27560Receipt(receipt);
    const declared = Object.keys(prefixes as object);
    for (const name of namesIn(made).filter((name) => !name.startsWith("@") && !/^(urn|https?):/.test(name))) {
      const [prefix = "", term = ""] = name.split(":");
      expect(declared, name).toContain(prefix);
      if (Object.hasOwn(vocabularies, prefix)) expect(vocabularies[prefix], name).toContain(term);
    }
  });

  it.each(sixty)("receipt $index ($kind) is read by a JSON-LD processor that drops nothing", async ({ receipt }) => {
    const statements = await toRdf(iso27560Receipt(receipt));
    const ofReceipt = statements.filter(({ subject }) => subject.value === `urn:uuid:${receipt.id}`);
    expect(ofReceipt.length).toBeGreaterThan(5);
  });

  it("is refused by that processor if a term were not declared", async () => {
    const made = { ...iso27560Receipt(sixty[0]?.receipt ?? never()), unknown: "lost" };
    await expect(toRdf(made)).rejects.toThrow(/[Ss]afe/);
  });

  it("hands over one record for each thing that happened, each complete and of its own kind", () => {
    const kinds = {
      ...{ given: "dpv:ConsentGiven", renewed: "dpv:RenewedConsentGiven", refused: "dpv:ConsentRefused" },
      ...{ withdrawn: "dpv:ConsentWithdrawn", expired: "dpv:ConsentExpired", revoked: "dpv:ConsentRevoked" },
      ...{ told: null, stopped: "dpv:ActivityHalted", corrected: "dpv:ActivityCompleted" },
    } as const satisfies Record<Effect, string | null>;
    const property = fc.property(receipts, (receipt) => {
      const records = iso27560Receipt(receipt)["dpv:hasRecordOfActivity"] as Record<string, unknown>[];
      const happened = affected(receipt).map(({ effect }) => effect);
      expect(records.length).toBe(happened.length);
      expect(new Set(records.map((record) => record["@id"])).size).toBe(records.length);
      for (const [index, effect] of happened.entries()) {
        const record = records[index] ?? never();
        const isOther = effect === "told" || effect === "stopped" || effect === "corrected";
        for (const field of mustBePresent) {
          if (isOther && onlyOfConsent.includes(field)) expect(record, field).not.toHaveProperty([field]);
          else expect(record, field).toHaveProperty([field]);
        }
        const processes = record["dpv:hasProcess"] as { "dpv:hasPersonalData": { "dct:title": object }[] }[];
        const labels = processes.flatMap((one) => one["dpv:hasPersonalData"]).map((data) => data["dct:title"]);
        const { language } = receipt;
        const wanted = labelsOf(receipt, effect).map((label) => ({ "@value": label, "@language": language }));
        expect(labels).toEqual(wanted);
        const state = record[isOther ? "dpv:hasActivityStatus" : "dpv:hasConsentStatus"] as object | undefined;
        if (kinds[effect] === null) expect(state).toBe(undefined);
        else expect(state).toMatchObject({ "@type": kinds[effect], ...indicatedIn(receipt) });
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("says who acted: the person, one for them, or the organisation, and who entered it", () => {
    const statusOf = (collectionMethod: ReceiptRecord["collectionMethod"], actor: ReceiptSnapshot["actor"]) => {
      const [receipt = never()] = fc.sample(
        receiptsOf("withdrawal").filter(({ items }) => items.length > 0),
        { numRuns: 1, seed: 3 },
      );
      const made = { ...receipt, collectionMethod, snapshot: { ...receipt.snapshot, actor } };
      const [record = never()] = iso27560Receipt(made)["dpv:hasRecordOfActivity"] as Record<string, unknown>[];
      return [record["dpv:hasConsentStatus"], `urn:uuid:${receipt.id}#controller`] as const;
    };
    const [own] = statusOf("web-form", { kind: "person", channel: null });
    expect(own).toMatchObject({ "dpv:isIndicatedBy": { "@id": "dpv:DataSubject" } });
    expect(own).not.toHaveProperty(["dpv:isImplementedByEntity"]);
    const [byLetter, controller] = statusOf("on-request", { kind: "administrator", channel: "letter" });
    expect(byLetter).toMatchObject({
      "@type": "dpv:ConsentWithdrawn",
      "dpv:isIndicatedBy": { "@id": "dpv:DataSubject" },
      "dpv:isImplementedByEntity": { "@id": controller },
      "dpv:hasIndicationMethod": "On request, entered by the organisation, after a letter",
    });
    const [represented] = statusOf("on-request", { kind: "administrator", channel: "representative" });
    expect(represented).toMatchObject({ "dpv:isIndicatedBy": { "@type": "dpv:Representative" } });
    const [repeated] = statusOf("restored", { kind: "administrator", channel: "letter" });
    expect(repeated, "entered by the organisation again, and said by the person then").toMatchObject({
      "dpv:isIndicatedBy": { "@id": "dpv:DataSubject" },
      "dpv:isImplementedByEntity": { "@id": controller },
    });
    const [automatic] = statusOf("automatic", { kind: "system", channel: null });
    expect(automatic).toMatchObject({ "dpv:isIndicatedBy": { "@id": controller } });
  });
});

const indicatedIn = ({ decidedAt }: ReceiptRecord) => ({
  "dpv:isIndicatedAtTime": { "@value": decidedAt.toISOString(), "@type": "xsd:dateTime" },
});

describe("recipients", () => {
  const named = ({ purpose: { recipients, terms } }: { purpose: ShownPurpose }) => {
    const { organisation, applications } = recipients ?? { organisation: true, applications: [] as readonly string[] };
    const parties = terms?.parties ?? [];
    const others = parties.filter(({ role }) => role !== "processor").map(({ name }) => name);
    return {
      organisation,
      thirdParties: [...applications, ...others],
      all: [...applications, ...parties.map(({ name }) => name)],
    };
  };

  it("are those of the version that was decided on, in each format", () => {
    const property = fc.property(receipts, (receipt) => {
      const all = affected(receipt).flatMap(({ purposes }) => purposes.map(named));
      const { services } = kantaraReceipt(receipt);
      expect(
        services.flatMap(({ purposes }) =>
          purposes.map(({ thirdPartyDisclosure, thirdPartyName }) => [thirdPartyDisclosure, thirdPartyName]),
        ),
      ).toEqual(
        all.map(({ thirdParties }) => [
          thirdParties.length > 0,
          thirdParties.length > 0 ? thirdParties.join(", ") : undefined,
        ]),
      );
      const records = iso27560Receipt(receipt)["dpv:hasRecordOfActivity"] as {
        "dpv:hasProcess": { "dpv:hasRecipient": { "@id"?: string; "dpv:hasName"?: string }[] }[];
      }[];
      const handed = records.flatMap((one) => one["dpv:hasProcess"].map((process) => process["dpv:hasRecipient"]));
      expect(handed.map((one) => one.flatMap((recipient) => recipient["dpv:hasName"] ?? []))).toEqual(
        all.map((one) => one.all),
      );
      expect(handed.map((one) => one.some((recipient) => recipient["@id"]?.endsWith("#controller")))).toEqual(
        all.map(({ organisation }) => organisation),
      );
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe("a receipt from before its snapshot was kept", () => {
  it("says in each format that some of it is of a later day, and no other receipt does", () => {
    const property = fc.property(receipts, ({ snapshot, ...receipt }) => {
      const { origin, jurisdiction, sensitive } = snapshot;
      const later = { ...receipt, snapshot: laterSnapshot(receipt, { origin, jurisdiction, sensitive }) };
      const says = (made: object) => JSON.stringify(made).includes("are those of the day of this file");
      expect(says(kantaraReceipt(later))).toBe(true);
      expect(says(iso27560Receipt(later))).toBe(true);
      expect(signedReceiptClaims(later, { ledger: null }).receipt.format).toBe(0);
      expect(says(kantaraReceipt({ ...receipt, snapshot }))).toBe(false);
      expect(says(iso27560Receipt({ ...receipt, snapshot }))).toBe(false);
      expect(kantara(JSON.parse(JSON.stringify(kantaraReceipt(later))))).toBe(true);
    });
    fc.assert(property, { numRuns: 100 });
  });
});

describe("the claims of a signed receipt", () => {
  it("contain what a look-up needs, after a round trip through JSON", () => {
    const later = new Date("2026-01-02T03:04:05.678Z");
    const places = fc.option(fc.record({ seq: fc.nat(), hash: fc.constant("b".repeat(64)) }));
    const property = fc.property(receipts, places, fc.boolean(), (receipt, ledger, isLater) => {
      const signed = signedReceiptClaims(receipt, { ledger, ...(isLater ? { later } : {}) });
      expect("signedLater" in signed).toBe(isLater);
      expect(readSignedClaims(JSON.parse(JSON.stringify(signed)))).toEqual({
        id: receipt.id,
        number: receipt.number,
        kind: receipt.kind,
        actor: receipt.snapshot.actor,
        collectionMethod: receipt.collectionMethod,
        ledger,
        noticeHash: receipt.noticeHash,
        asked: receipt.notice.purposes.flatMap((purpose) =>
          purpose.items.map(({ attribute, label }) => {
            const { versionId, name } = purpose;
            const item = receipt.items.find((one) => one.versionId === versionId && one.attribute === attribute);
            const effect = item ? effectOf(receipt, purpose, item) : null;
            return { versionId, attribute, purpose: name, label, effect };
          }),
        ),
        decidedAt: receipt.decidedAt.toISOString(),
        signedAt: Math.floor((isLater ? later : receipt.decidedAt).getTime() / 1000),
      });
    });
    fc.assert(property, { numRuns: 300 });
  });

  it("of an earlier Assent are read without what they do not say, and of a later one without what is new", () => {
    const [receipt = never()] = fc.sample(receiptsOf("consent"), { numRuns: 1, seed: 1 });
    const signed = JSON.parse(JSON.stringify(signedReceiptClaims(receipt, { ledger: null }))) as { receipt: object };
    const without = { actor: undefined, collectionMethod: undefined, decisions: undefined };
    const isNew = { actor: { kind: "robot" }, collectionMethod: "by-dream", decisions: [{ effect: "doubled" }] };
    for (const changes of [without, isNew]) {
      const read = readSignedClaims({ ...signed, receipt: { ...signed.receipt, ...changes } });
      expect(read).toMatchObject({ kind: "consent", actor: null, collectionMethod: null });
      expect(new Set(read?.asked.map(({ effect }) => effect))).toEqual(new Set(read?.asked.length ? [null] : []));
    }
  });

  it.each([[null], [{}], ["text"], [{ jti: "1", iat: 1 }], [{ jti: "not a uuid", iat: 1, receipt: {} }]])(
    "are not %j",
    (claims) => expect(readSignedClaims(claims)).toBe(null),
  );
});

function never(): never {
  throw new Error("It is there.");
}
