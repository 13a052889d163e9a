import type { NoticeBasis } from "../purpose/purpose.ts";
import type { ShownController } from "./receipt.ts";
import { affected, type AffectedPurpose, type Effect } from "./effect.ts";
import { collectionWords, type RecordedItem, type ReceiptRecord } from "./receipt-record.ts";
import { laterWords, type RequestChannel } from "./snapshot.ts";

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

/** The state of consent that an effect leaves; null where consent plays no part. */
const consentStates = {
  given: "dpv:ConsentGiven",
  renewed: "dpv:RenewedConsentGiven",
  refused: "dpv:ConsentRefused",
  withdrawn: "dpv:ConsentWithdrawn",
  expired: "dpv:ConsentExpired",
  // Version 2.2 of the vocabulary has no ConsentTerminated; this one is for others than the person.
  revoked: "dpv:ConsentRevoked",
  told: null,
  stopped: null,
  corrected: null,
} as const satisfies Record<Effect, string | null>;

/** The ends of the identifiers of the records. */
const recordNames: Readonly<Partial<Record<Effect, string>>> = { given: "granted", told: "granted", refused: "denied" };

const isOfConsent = (effect: Effect): boolean => consentStates[effect] !== null;

/**
 * A receipt in the form of ISO/IEC TS 27560:2023, in JSON-LD with the terms of the Data Privacy Vocabulary, as its
 * guide describes: the receipt hands over one record for each thing that happened (given, renewed, refused, withdrawn,
 * expired, revoked). An item for which nothing was sent is in none, because there was nothing to decide.
 * https://w3id.org/dpv/guides/consent-27560
 * For data on another legal basis it hands over a record of processing with that basis instead, and for a correction the
 * record of an exercised right: nothing in them is called consent, and they do not claim to conform to a specification
 * about consent.
 */
export function iso27560Receipt(receipt: ReceiptRecord): JsonLd {
  const all = affected(receipt);
  const isConsent = all.length === 0 ? receipt.kind === "consent" : all.some(({ effect }) => isOfConsent(effect));
  const type = receipt.kind === "correction" ? "dpv:RightExerciseRecord" : "dpv:DataProcessingRecord";
  return {
    "@context": context,
    "@id": `urn:uuid:${receipt.id}`,
    "@type": isConsent ? "dpv:ConsentReceipt" : type,
    "dct:identifier": receipt.id,
    "dct:title": receipt.number,
    ...(laterWords(receipt.snapshot) && { "dct:description": laterWords(receipt.snapshot) }),
    ...(isConsent && { "dct:conformsTo": profile("receipt") }),
    "dct:created": moment(receipt.decidedAt),
    "dct:publisher": iri(controllerId(receipt)),
    "schema:recipient": iri("dpv:DataSubject"),
    "dpv:hasRecordOfActivity": all.map(({ effect, purposes }) => record(receipt, effect, purposes)),
  };
}

function record(receipt: ReceiptRecord, effect: Effect, purposes: readonly AffectedPurpose[]): JsonLd {
  const identifier = `${receipt.id}#${recordNames[effect] ?? effect}`;
  const { origin, jurisdiction } = receipt.snapshot;
  return {
    "@id": `urn:uuid:${identifier}`,
    "@type": isOfConsent(effect) ? "dpv:ConsentRecord" : "dpv:DataProcessingRecord",
    "dct:identifier": identifier,
    ...(isOfConsent(effect) && { "dct:conformsTo": profile("record") }),
    "dpv:hasDataSubject": { "@type": "dpv:DataSubject", "dct:identifier": receipt.pseudonym },
    "dpv:hasDataController": controller(receipt),
    "dpv:hasJurisdiction": { "@type": "dpv:Location", "dct:identifier": jurisdiction ?? "unspecified" },
    "dpv:hasLegalBasis": legalBases(receipt, effect, purposes),
    "dpv:hasProcess": purposes.map((purpose) => handling(receipt, effect, purpose)),
    "dpv:hasNotice": notices(receipt, effect),
    "dpv:hasRight": {
      "@type": effect === "corrected" ? ["dpv:DataSubjectRight", "dpv:RightExerciseActivity"] : "dpv:DataSubjectRight",
      "dct:description": text(receipt, receipt.notice.withdrawal),
      "dpv:isExercisedAt": iri(`${origin}/me`),
    },
    ...(isOfConsent(effect) ? consent(receipt, effect, purposes) : activity(receipt, effect)),
  };
}

/** What only a consent record has: how it came about and how it is withdrawn. */
function consent(receipt: ReceiptRecord, effect: Effect, purposes: readonly AffectedPurpose[]): JsonLd {
  return {
    "dpv:hasConsentControl": {
      "@type": ["dpv:ProvideConsent", "dpv:WithdrawConsent"],
      "dct:description": text(receipt, receipt.notice.withdrawal),
      "dpv:isExercisedAt": iri(`${receipt.snapshot.origin}/me`),
    },
    "dpv:hasConsentStatus": {
      "@type": consentStates[effect],
      ...indication(receipt),
      ...((effect === "given" || effect === "renewed") && { "dpv:hasDuration": duration(receipt, purposes) }),
    },
  };
}

/** What happened to data that is kept without consent: whether its use goes on, and how the change came about. */
function activity(receipt: ReceiptRecord, effect: Effect): JsonLd {
  const states = { stopped: "dpv:ActivityHalted", corrected: "dpv:ActivityCompleted" } as const;
  const state = effect === "stopped" || effect === "corrected" ? states[effect] : null;
  return state === null ? {} : { "dpv:hasActivityStatus": { "@type": state, ...indication(receipt) } };
}

/** Who said it, when and how. What an administrator enters on request was said by the person or for them. */
function indication(receipt: ReceiptRecord): JsonLd {
  const { collectionMethod, decidedAt, snapshot } = receipt;
  const { kind, channel } = snapshot.actor;
  const isEntered = collectionMethod === "on-request";
  const isOwn = kind === "person" || isEntered;
  const way = channel === null ? "" : `, after ${channelWords[channel]}`;
  return {
    "dpv:isIndicatedBy": !isOwn
      ? iri(controllerId(receipt))
      : channel === "representative"
        ? { "@type": "dpv:Representative" }
        : iri("dpv:DataSubject"),
    "dpv:isIndicatedAtTime": moment(decidedAt),
    "dpv:hasIndicationMethod": `${collectionWords[collectionMethod]}${way}`,
    ...(isEntered && { "dpv:isImplementedByEntity": iri(controllerId(receipt)) }),
  };
}

const channelWords = {
  letter: "a letter",
  "e-mail": "an e-mail",
  telephone: "a telephone call",
  "in-person": "a conversation in person",
  representative: "a request of a representative",
} as const satisfies Record<RequestChannel, string>;

/** The legal basis: consent, or the one that the text names, in its own words. */
function legalBases(
  receipt: ReceiptRecord,
  effect: Effect,
  purposes: readonly AffectedPurpose[],
): JsonLd | readonly JsonLd[] {
  if (isOfConsent(effect)) return iri("dpv:ExplicitlyExpressedConsent");
  return purposes.map(({ purpose: { basis, description } }) => ({
    "@type": basis ? basisTerms[basis.kind] : effect === "corrected" ? "dpv:Consent" : "dpv:LegalBasis",
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

/** `own`: the language of these words, if they are in another one than the rest. */
const text = ({ language }: ReceiptRecord, value: string, own = language): JsonLd => ({
  "@value": value,
  "@language": own,
});

const controllerId = ({ id }: ReceiptRecord) => `urn:uuid:${id}#controller`;

function controller(receipt: ReceiptRecord): JsonLd {
  const { name, address, contact, email, phone, privacyNoticeUrl, ...bodies } = receipt.notice.controller;
  const contacts = [contact, email, phone].filter((given) => given !== null);
  return {
    "@id": controllerId(receipt),
    "@type": "dpv:DataController",
    "dpv:hasName": name,
    ...(address !== null && { "dpv:hasAddress": address }),
    ...(contacts.length > 0 && { "dpv:hasContact": contacts }),
    ...(privacyNoticeUrl !== null && { "schema:url": iri(privacyNoticeUrl) }),
    ...(bodies.identifier && { "dpv:hasIdentifier": bodies.identifier }),
    ...((bodies.officerName || bodies.officerEmail) && { "dpv:hasDataProtectionOfficer": officer(bodies) }),
    ...(bodies.authorityName && { "dpv:hasAuthority": authority(bodies) }),
  };
}

type Bodies = Pick<ShownController, "officerName" | "officerEmail" | "authorityName" | "authorityUrl">;

const officer = ({ officerName, officerEmail }: Bodies): JsonLd => ({
  "@type": "dpv:DataProtectionOfficer",
  ...(officerName && { "dpv:hasName": officerName }),
  ...(officerEmail && { "dpv:hasContact": officerEmail }),
});

/** Whom people can complain to, and where. */
const authority = ({ authorityName, authorityUrl }: Bodies): JsonLd => ({
  "@type": "dpv:DataProtectionAuthority",
  "dpv:hasName": authorityName,
  ...(authorityUrl && { "schema:url": iri(authorityUrl) }),
});

function handling(receipt: ReceiptRecord, effect: Effect, { purpose, items }: AffectedPurpose): JsonLd {
  const sensitive = new Set(receipt.snapshot.sensitive);
  // Only what consent alone allows is optional.
  const isNeeded = !isOfConsent(effect) && effect !== "corrected";
  return {
    "@type": "dpv:Process",
    "dpv:hasPurpose": {
      "@type": "dpv:Purpose",
      "dct:identifier": purpose.versionId,
      "dct:title": text(receipt, purpose.name, purpose.language),
      "dct:description": text(receipt, purpose.description, purpose.language),
    },
    "dpv:hasProcessing": [iri("dpv:Collect"), iri("dpv:Store")],
    "dpv:hasRecipient": recipients(receipt, purpose),
    "dpv:hasPersonalData": items.map(({ shown, decided }) => ({
      "@type": sensitive.has(shown.attribute) ? "dpv:SensitivePersonalData" : "dpv:PersonalData",
      "dct:identifier": shown.attribute,
      "dct:title": text(receipt, shown.label),
      "dpv:hasNecessity": iri(decided.mandatory || isNeeded ? "dpv:Required" : "dpv:Optional"),
      ...dataSource(decided),
    })),
    "dpv:hasStorageCondition": { "@type": "dpv:StorageDuration", "dct:description": text(receipt, purpose.retention) },
  };
}

/** A text from before purposes named recipients was about the organisation alone. */
function recipients(receipt: ReceiptRecord, { recipients: named }: AffectedPurpose["purpose"]): readonly JsonLd[] {
  const { organisation, applications } = named ?? { organisation: true, applications: [] };
  return [
    ...(organisation ? [iri(controllerId(receipt))] : []),
    ...applications.map((name) => ({ "@type": "dpv:Recipient", "dpv:hasName": name })),
  ];
}

/** A corrected value is the person's own word. */
function dataSource({ state, source }: RecordedItem): JsonLd {
  const from = state === "corrected" ? "self" : source;
  return from === null ? {} : { "dpv:hasDataSource": iri(dataSources[from]) };
}

const dataSources = {
  provider: "dpv:ThirdPartyDataSource",
  self: "dpv:DataSubjectDataSource",
  default: "dpv:DataControllerDataSource",
} as const;

/** The text that was shown, by its hash, and the privacy notice that it links to. */
function notices({ notice, noticeHash, decidedAt, language }: ReceiptRecord, effect: Effect): JsonLd[] {
  const shown = {
    "@type": isOfConsent(effect) ? "dpv:ConsentNotice" : "dpv:PrivacyNotice",
    ...(effect === "told" && { "dpv:hasNoticeStatus": iri("dpv:NoticeCommunicated") }),
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

function duration(receipt: ReceiptRecord, purposes: readonly AffectedPurpose[]): JsonLd {
  const sentences = [...new Set(purposes.map(({ purpose }) => purpose.retention))];
  return { "@type": "dpv:Duration", "dct:description": sentences.map((sentence) => text(receipt, sentence)) };
}
