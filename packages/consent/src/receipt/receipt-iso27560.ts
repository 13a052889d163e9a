import type { NoticeBasis } from "../purpose/purpose.ts";
import {
  collectionWords,
  decidedPurposes,
  type DecidedPurpose,
  type FormatContext,
  type ReceiptRecord,
} from "./receipt-record.ts";

/** JSON-LD 1.1. */
export type JsonLd = Readonly<Record<string, unknown>>;

const context = {
  dpv: "https://w3id.org/dpv#",
  dct: "http://purl.org/dc/terms/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  schema: "https://schema.org/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

const profile = (name: "record" | "receipt") => iri(`https://w3id.org/dpv/schema/dpv-27560#${name}`);
const iri = (id: string): JsonLd => ({ "@id": id });
const moment = (date: Date): JsonLd => ({ "@value": date.toISOString(), "@type": "xsd:dateTime" });

/**
 * A receipt in the form of ISO/IEC TS 27560:2023, in JSON-LD with the terms of the Data Privacy Vocabulary, as its
 * guide describes: the receipt hands over one record of what was agreed to and one of what was refused, if there is
 * any.
 * https://w3id.org/dpv/guides/consent-27560
 * For a notice it hands over a record of processing with its legal basis instead: nothing in it is called consent, and
 * it does not claim to conform to a specification about consent.
 */
export function iso27560Receipt(receipt: ReceiptRecord, format: FormatContext): JsonLd {
  return {
    "@context": context,
    "@id": `urn:uuid:${receipt.id}`,
    "@type": receipt.kind === "notice" ? "dpv:DataProcessingRecord" : "dpv:ConsentReceipt",
    "dct:identifier": receipt.id,
    "dct:title": receipt.number,
    ...(receipt.kind !== "notice" && { "dct:conformsTo": profile("receipt") }),
    "dct:created": moment(receipt.decidedAt),
    "dct:publisher": iri(controllerId(receipt)),
    "schema:recipient": iri("dpv:DataSubject"),
    "dpv:hasRecordOfActivity": iso27560Records(receipt, format).map(({ "@context": _, ...record }) => record),
  };
}

/**
 * The records alone, which the organisation keeps: one of what was granted and one of what was denied, if there is any.
 */
export function iso27560Records(receipt: ReceiptRecord, format: FormatContext): JsonLd[] {
  return (["granted", "denied"] as const).flatMap((state) => {
    const purposes = decidedPurposes(receipt, state);
    return purposes.length === 0 ? [] : [record(receipt, format, state, purposes)];
  });
}

function record(
  receipt: ReceiptRecord,
  format: FormatContext,
  state: "granted" | "denied",
  purposes: readonly DecidedPurpose[],
): JsonLd {
  const identifier = `${receipt.id}#${state}`;
  const isNotice = receipt.kind === "notice";
  return {
    "@context": context,
    "@id": `urn:uuid:${identifier}`,
    "@type": isNotice ? "dpv:DataProcessingRecord" : "dpv:ConsentRecord",
    "dct:identifier": identifier,
    ...(!isNotice && { "dct:conformsTo": profile("record") }),
    "dpv:hasDataSubject": { "@type": "dpv:DataSubject", "dct:identifier": receipt.pseudonym },
    "dpv:hasDataController": controller(receipt),
    "dpv:hasJurisdiction": { "@type": "dpv:Location", "dct:identifier": format.jurisdiction ?? "unspecified" },
    "dpv:hasLegalBasis": legalBases(receipt, purposes),
    "dpv:hasProcess": purposes.map((purpose) => handling(receipt, format, purpose)),
    "dpv:hasNotice": notices(receipt),
    "dpv:hasRight": {
      "@type": "dpv:DataSubjectRight",
      "dct:description": text(receipt, receipt.notice.withdrawal),
      "dpv:isExercisedAt": iri(`${format.origin}/me`),
    },
    ...(!isNotice && consent(receipt, format, state, purposes)),
  };
}

/** What only a consent record has: how the decision was made and how it is withdrawn. */
function consent(
  receipt: ReceiptRecord,
  { origin }: FormatContext,
  state: "granted" | "denied",
  purposes: readonly DecidedPurpose[],
): JsonLd {
  return {
    "dpv:hasConsentControl": {
      "@type": ["dpv:ProvideConsent", "dpv:WithdrawConsent"],
      "dct:description": text(receipt, receipt.notice.withdrawal),
      "dpv:isExercisedAt": iri(`${origin}/me`),
    },
    "dpv:hasConsentStatus": {
      "@type": state === "granted" ? "dpv:ConsentGiven" : "dpv:ConsentRefused",
      "dpv:isIndicatedBy": iri("dpv:DataSubject"),
      "dpv:isIndicatedAtTime": moment(receipt.decidedAt),
      "dpv:hasIndicationMethod": collectionWords[receipt.collectionMethod],
      ...(state === "granted" && { "dpv:hasDuration": duration(receipt, purposes) }),
    },
  };
}

/** For a notice, the legal bases that it names, in its own words. */
function legalBases(receipt: ReceiptRecord, purposes: readonly DecidedPurpose[]): JsonLd | readonly JsonLd[] {
  if (receipt.kind !== "notice") return iri("dpv:ExplicitlyExpressedConsent");
  return purposes.map(({ purpose: { basis, description } }) => ({
    "@type": basis ? basisTerms[basis.kind] : "dpv:LegalBasis",
    "dct:description": text(receipt, description),
  }));
}

const basisTerms = {
  contract: "dpv:Contract",
  "legal-obligation": "dpv:LegalObligation",
  "vital-interests": "dpv:VitalInterest",
  "public-task": "dpv:PublicInterest",
  "legitimate-interests": "dpv:LegitimateInterest",
} as const satisfies Record<NoticeBasis, string>;

const text = ({ language }: ReceiptRecord, value: string): JsonLd => ({ "@value": value, "@language": language });

const controllerId = ({ id }: ReceiptRecord) => `urn:uuid:${id}#controller`;

function controller(receipt: ReceiptRecord): JsonLd {
  const { name, address, contact, email, phone, privacyNoticeUrl } = receipt.notice.controller;
  const contacts = [contact, email, phone].filter((given) => given !== null);
  return {
    "@id": controllerId(receipt),
    "@type": "dpv:DataController",
    "dpv:hasName": name,
    ...(address !== null && { "dpv:hasAddress": address }),
    ...(contacts.length > 0 && { "dpv:hasContact": contacts }),
    ...(privacyNoticeUrl !== null && { "schema:url": iri(privacyNoticeUrl) }),
  };
}

function handling(receipt: ReceiptRecord, { sensitive }: FormatContext, { purpose, items }: DecidedPurpose): JsonLd {
  return {
    "@type": "dpv:Process",
    "dpv:hasPurpose": {
      "@type": "dpv:Purpose",
      "dct:identifier": purpose.versionId,
      "dct:title": text(receipt, purpose.name),
      "dct:description": text(receipt, purpose.description),
    },
    "dpv:hasProcessing": [iri("dpv:Collect"), iri("dpv:Store")],
    "dpv:hasRecipient": recipients(receipt, purpose),
    "dpv:hasPersonalData": items.map(({ shown, decided }) => ({
      "@type": sensitive.has(shown.attribute) ? "dpv:SensitivePersonalData" : "dpv:PersonalData",
      "dct:identifier": shown.attribute,
      "dct:title": text(receipt, shown.label),
      "dpv:hasNecessity": iri(decided.mandatory || receipt.kind === "notice" ? "dpv:Required" : "dpv:Optional"),
      ...(decided.source !== null && {
        "dpv:hasDataSource": iri(dataSources[decided.source]),
      }),
    })),
    "dpv:hasStorageCondition": { "@type": "dpv:StorageDuration", "dct:description": text(receipt, purpose.retention) },
  };
}

/** A text from before purposes named recipients was about the organisation alone. */
function recipients(receipt: ReceiptRecord, { recipients: named }: DecidedPurpose["purpose"]): readonly JsonLd[] {
  const { organisation, applications } = named ?? { organisation: true, applications: [] };
  return [
    ...(organisation ? [iri(controllerId(receipt))] : []),
    ...applications.map((name) => ({ "@type": "dpv:Recipient", "dpv:hasName": name })),
  ];
}

const dataSources = {
  provider: "dpv:ThirdPartyDataSource",
  self: "dpv:DataSubjectDataSource",
  default: "dpv:DataControllerDataSource",
} as const;

/** The text that was shown, by its hash, and the privacy notice that it links to. */
function notices({ kind, notice, noticeHash, decidedAt, language }: ReceiptRecord): JsonLd[] {
  const shown = {
    "@type": kind === "notice" ? "dpv:PrivacyNotice" : "dpv:ConsentNotice",
    ...(kind === "notice" && { "dpv:hasNoticeStatus": iri("dpv:NoticeCommunicated") }),
    "dct:title": { "@value": notice.title, "@language": language },
    "dct:language": language,
    "dct:date": moment(decidedAt),
    "schema:sha256": noticeHash,
  };
  const { privacyNoticeUrl } = notice.controller;
  return privacyNoticeUrl === null
    ? [shown]
    : [shown, { "@type": "dpv:PrivacyNotice", "schema:url": iri(privacyNoticeUrl) }];
}

function duration(receipt: ReceiptRecord, purposes: readonly DecidedPurpose[]): JsonLd {
  const sentences = [...new Set(purposes.map(({ purpose }) => purpose.retention))];
  return { "@type": "dpv:Duration", "dct:description": sentences.map((sentence) => text(receipt, sentence)) };
}
