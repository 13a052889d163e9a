import { countries } from "../purpose/countries.ts";
import type { NoticeBasis } from "../purpose/purpose.ts";
import type { PartyRole, TransferSafeguard } from "../purpose/purpose-terms.ts";
import { conforms, type JsonLd } from "./conformance.ts";
import type { ShownController } from "./receipt.ts";
import { affected, type AffectedPurpose, type Effect } from "./effect.ts";
import { collectionWords, type RecordedItem, type ReceiptRecord } from "./receipt-record.ts";
import { laterWords, type RequestChannel } from "./snapshot.ts";

const context = {
  dpv: "https://w3id.org/dpv#",
  pd: "https://w3id.org/dpv/pd#",
  loc: "https://w3id.org/dpv/loc#",
  "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
  dct: "http://purl.org/dc/terms/",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#",
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

/** The end of the identifier of a record: no two records of a receipt have the same. */
function recordName(effect: Effect, { kind }: ReceiptRecord): string {
  if (effect === "given" || (effect === "told" && kind === "notice")) return "granted";
  return effect === "refused" ? "denied" : effect;
}

const isOfConsent = (effect: Effect): boolean => consentStates[effect] !== null;

/**
 * A receipt in the form of ISO/IEC TS 27560:2023, in JSON-LD with the terms of the Data Privacy Vocabulary, as its
 * guide describes: the receipt hands over one record for each thing that happened (given, renewed, refused, withdrawn,
 * expired, revoked). An item for which nothing was sent is in none, because there was nothing to decide.
 * https://w3id.org/dpv/guides/consent-27560
 * It claims to conform only if it meets every requirement of the guide: see conformance.ts. Beside details on another
 * legal basis only the records of consent do, and not the whole.
 * For data on another legal basis it hands over a record of processing with that basis instead, and for a correction the
 * record of an exercised right: nothing in them is called consent, and they do not claim to conform to a specification
 * about consent.
 */
export function iso27560Receipt(receipt: ReceiptRecord): JsonLd {
  const all = affected(receipt);
  const isConsent = all.length === 0 ? receipt.kind === "consent" : all.some(({ effect }) => isOfConsent(effect));
  const records = all.map(({ effect, purposes }) => record(receipt, effect, purposes));
  const type = receipt.kind === "correction" ? "dpv:RightExerciseRecord" : "dpv:DataProcessingRecord";
  return {
    "@context": context,
    "@id": `urn:uuid:${receipt.id}`,
    "@type": isConsent ? "dpv:ConsentReceipt" : type,
    "dct:identifier": receipt.id,
    "dpv:hasIdentifier": receipt.id,
    "dct:title": receipt.number,
    ...(laterWords(receipt.snapshot) && { "dct:description": laterWords(receipt.snapshot) }),
    ...(isConsent && records.length > 0 && records.every(conforms) && { "dct:conformsTo": profile("receipt") }),
    "dct:created": moment(receipt.decidedAt),
    "dct:publisher": iri(controllerId(receipt)),
    "schema:recipient": iri("dpv:DataSubject"),
    "dpv:hasRecordOfActivity": records,
  };
}

function record(receipt: ReceiptRecord, effect: Effect, purposes: readonly AffectedPurpose[]): JsonLd {
  const made = recordOf(receipt, effect, purposes);
  return isOfConsent(effect) && conforms(made) ? { ...made, "dct:conformsTo": profile("record") } : made;
}

function recordOf(receipt: ReceiptRecord, effect: Effect, purposes: readonly AffectedPurpose[]): JsonLd {
  const identifier = `${receipt.id}#${recordName(effect, receipt)}`;
  const { origin, jurisdiction } = receipt.snapshot;
  return {
    "@id": `urn:uuid:${identifier}`,
    "@type": isOfConsent(effect) ? "dpv:ConsentRecord" : "dpv:DataProcessingRecord",
    "dct:identifier": identifier,
    "dpv:hasIdentifier": identifier,
    "dpv:hasDataSubject": { "@type": "dpv:DataSubject", "dct:identifier": receipt.pseudonym },
    "dpv:hasDataController": controller(receipt),
    "dpv:hasJurisdiction":
      jurisdiction !== null && countries.includes(jurisdiction)
        ? iri(`loc:${jurisdiction}`)
        : { "@type": "dpv:Location", "dct:identifier": jurisdiction ?? "unspecified" },
    "dpv:hasLegalBasis": legalBases(receipt, effect, purposes),
    "dpv:hasProcess": purposes.map((purpose) => handling(receipt, effect, purpose)),
    "dpv:hasNotice": notices(receipt, effect),
    "dpv:hasRight": [
      {
        "@type":
          effect === "corrected" ? ["dpv:DataSubjectRight", "dpv:RightExerciseActivity"] : "dpv:DataSubjectRight",
        "dct:description": text(receipt, receipt.notice.withdrawal),
        "dpv:isExercisedAt": iri(`${origin}/me`),
      },
      ...complaint(receipt.notice.controller),
    ],
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
      "dpv:hasDuration": effect === "given" || effect === "renewed" ? duration(receipt, purposes) : untilDecidedAgain,
    },
  };
}

/** What happened to data that is kept without consent: whether its use goes on, and how the change came about. */
function activity(receipt: ReceiptRecord, effect: Effect): JsonLd {
  const states = { stopped: "dpv:ActivityHalted", corrected: "dpv:ActivityCompleted" } as const;
  const state = effect === "stopped" || effect === "corrected" ? states[effect] : null;
  return state === null ? {} : { "dpv:hasActivityStatus": { "@type": state, ...indication(receipt) } };
}

/**
 * Who said it, when and how. What an administrator enters on request was said by the person or for them, and so was what
 * is repeated in a restored backup.
 */
function indication(receipt: ReceiptRecord): JsonLd {
  const { collectionMethod, decidedAt, snapshot } = receipt;
  const { kind, channel } = snapshot.actor;
  const isEntered = collectionMethod === "on-request";
  const isOwn = kind === "person" || isEntered || channel !== null;
  const way = channel === null ? "" : `, after ${channelWords[channel]}`;
  return {
    "dpv:isIndicatedBy": !isOwn
      ? iri(controllerId(receipt))
      : channel === "representative"
        ? { "@type": "dpv:Representative" }
        : iri("dpv:DataSubject"),
    "dpv:isIndicatedAtTime": moment(decidedAt),
    "dpv:hasIndicationMethod": `${collectionWords[collectionMethod]}${way}`,
    ...((isEntered || collectionMethod === "restored") && { "dpv:isImplementedByEntity": iri(controllerId(receipt)) }),
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
  return purposes.map((affectedPurpose) => {
    const { basis, description } = affectedPurpose.purpose;
    return (
      ownBasis(receipt, affectedPurpose) ?? {
        "@type": basis ? basisTerms[basis.kind] : effect === "corrected" ? "dpv:Consent" : "dpv:LegalBasis",
        "dct:description": text(receipt, description),
      }
    );
  });
}

/** The legal basis of details that have one of their own, with the article and the reason of each. */
function ownBasis(receipt: ReceiptRecord, { purpose, basis, items }: AffectedPurpose): JsonLd | null {
  if (!basis) return null;
  const reasons = items.flatMap(({ shown }) => shown.reason ?? []);
  return {
    "@type": [basisTerms[basis], articleTerms[basis]],
    "dct:description": reasons.map((reason) => text(receipt, reason, purpose.language)),
  };
}

/** GDPR, Article 6(1)(b) to (f). */
const articleTerms = {
  contract: "eu-gdpr:A6-1-b",
  "legal-obligation": "eu-gdpr:A6-1-c",
  "vital-interests": "eu-gdpr:A6-1-d",
  "public-task": "eu-gdpr:A6-1-e",
  "legitimate-interests": "eu-gdpr:A6-1-f",
} as const satisfies Record<NoticeBasis, string>;

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

/** As the guide describes an entity: by name, identifier, contact point and postal address. */
function controller(receipt: ReceiptRecord): JsonLd {
  const { name, address, contact, email, phone, privacyNoticeUrl, ...bodies } = receipt.notice.controller;
  const contacts = [contact, email, phone].filter((given) => given !== null);
  const id = controllerId(receipt);
  return {
    "@id": id,
    "@type": "dpv:DataController",
    "dpv:hasName": name,
    // Its number in a public register identifies it everywhere; else it is identified in this receipt.
    "dpv:hasIdentifier": bodies.identifier ?? id,
    "dct:identifier": id,
    ...(address !== null && {
      "dpv:hasAddress": address,
      "schema:address": { "@type": "schema:PostalAddress", "schema:streetAddress": address },
    }),
    ...(contacts.length > 0 && { "dpv:hasContact": contacts }),
    ...contactPoints(receipt.notice.controller),
    ...(privacyNoticeUrl !== null && { "schema:url": iri(privacyNoticeUrl) }),
  };
}

/** How people reach the organisation, and its data protection officer. */
function contactPoints({ contact, email, phone, officerName, officerEmail }: ShownController): JsonLd {
  const point = (of: Readonly<Record<string, string | null | undefined>>) => {
    const said = Object.entries(of).filter(([, value]) => value);
    return said.length === 0 ? [] : [{ "@type": "schema:ContactPoint", ...Object.fromEntries(said) }];
  };
  const officer = point({ "schema:name": officerName, "schema:email": officerEmail });
  const points = [
    ...point({ "schema:name": contact, "schema:email": email, "schema:telephone": phone }),
    ...officer.map((one) => ({ ...one, "schema:contactType": "data protection officer" })),
  ];
  return points.length === 0 ? {} : { "schema:contactPoint": points };
}

/** The right to complain to the supervisory authority: GDPR, Article 77. */
function complaint({ authorityName, authorityUrl }: ShownController): JsonLd[] {
  if (!authorityName) return [];
  return [
    {
      "@type": "eu-gdpr:A77",
      "dct:description": authorityName,
      ...(authorityUrl && { "dpv:isExercisedAt": iri(authorityUrl) }),
    },
  ];
}

function handling(receipt: ReceiptRecord, effect: Effect, affectedPurpose: AffectedPurpose): JsonLd {
  const { purpose, items } = affectedPurpose;
  const own = ownBasis(receipt, affectedPurpose);
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
    // A record can be about details of one purpose on several bases: each says its own.
    ...(own && { "dpv:hasLegalBasis": own }),
    "dpv:hasProcessing": [iri("dpv:Collect"), iri("dpv:Store"), ...transfers(purpose)],
    "dpv:hasRecipient": recipients(receipt, purpose),
    "dpv:hasPersonalData": items.map(({ shown, decided }) => ({
      "@type": sensitive.has(shown.attribute) ? "dpv:SensitivePersonalData" : "dpv:PersonalData",
      "dct:identifier": shown.attribute,
      "dct:title": text(receipt, shown.label),
      ...(shown.category && { "skos:broader": iri(`pd:${shown.category}`) }),
      "dpv:hasNecessity": iri(decided.mandatory || isNeeded ? "dpv:Required" : "dpv:Optional"),
      ...dataSource(decided),
    })),
    "dpv:hasStorageCondition": storage(receipt, purpose),
    ...(purpose.terms?.automated && {
      "dpv:hasContext": automated(receipt, purpose.terms.automated, purpose.language),
    }),
  };
}

function storage(receipt: ReceiptRecord, { retention, terms }: AffectedPurpose["purpose"]): readonly JsonLd[] {
  const { countries: places } = terms?.storage ?? { countries: [] };
  return [
    { "@type": "dpv:StorageDuration", "dct:description": text(receipt, retention) },
    ...(places.length > 0
      ? [{ "@type": "dpv:StorageLocation", "dpv:hasLocation": places.map((place) => iri(`loc:${place}`)) }]
      : []),
  ];
}

/** To recipients in other countries, with what protects the data there. */
function transfers({ terms }: AffectedPurpose["purpose"]): readonly JsonLd[] {
  return (terms?.parties ?? []).flatMap(({ name, country, safeguard }) =>
    safeguard === undefined
      ? []
      : [
          {
            "@type": "dpv:Transfer",
            "dct:description": name,
            "dpv:hasThirdCountry": iri(`loc:${country}`),
            "dpv:hasLegalBasis": iri(safeguardTerms[safeguard]),
          },
        ],
  );
}

const safeguardTerms = {
  adequacy: "eu-gdpr:A45-3",
  "standard-clauses": "eu-gdpr:A46-2-c",
  "binding-rules": "eu-gdpr:A46-2-b",
  "code-of-conduct": "eu-gdpr:A46-2-e",
  certification: "eu-gdpr:A46-2-f",
  "explicit-consent": "eu-gdpr:A49-1-a",
} as const satisfies Record<TransferSafeguard, string>;

type Automated = NonNullable<NonNullable<AffectedPurpose["purpose"]["terms"]>["automated"]>;

const automated = (receipt: ReceiptRecord, { logic, consequences }: Automated, own: string | undefined): JsonLd => ({
  "@type": "dpv:AutomatedDecisionMaking",
  "dpv:hasAutomationLevel": iri("dpv:FullAutomation"),
  "dct:description": text(receipt, logic, own),
  "dpv:hasConsequence": { "@type": "dpv:Consequence", "dct:description": text(receipt, consequences, own) },
});

/** A text from before purposes named recipients was about the organisation alone. */
function recipients(
  receipt: ReceiptRecord,
  { recipients: named, terms }: AffectedPurpose["purpose"],
): readonly JsonLd[] {
  const { organisation, applications } = named ?? { organisation: true, applications: [] };
  return [
    ...(organisation ? [iri(controllerId(receipt))] : []),
    ...applications.map((name) => ({ "@type": "dpv:Recipient", "dpv:hasName": name })),
    ...(terms?.parties ?? []).map(({ name, role, country }) => ({
      "@type": ["dpv:Recipient", roleTerms[role]],
      "dpv:hasName": name,
      "dpv:hasLocation": iri(`loc:${country}`),
    })),
  ];
}

const roleTerms = {
  processor: "dpv:DataProcessor",
  "joint-controller": "dpv:JointDataControllers",
  "third-party": "dpv:ThirdParty",
} as const satisfies Record<PartyRole, string>;

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

/** Of an agreement: until its days are over, and else until what it is about is deleted. */
function duration(receipt: ReceiptRecord, purposes: readonly AffectedPurpose[]): JsonLd {
  const days = [...new Set(purposes.map(({ purpose }) => purpose.terms?.validity?.days))];
  const sentences = [...new Set(purposes.map(({ purpose }) => purpose.terms?.validity?.words ?? purpose.retention))];
  const described = { "dct:description": sentences.map((sentence) => text(receipt, sentence)) };
  const [only] = days;
  // Several purposes may have several durations; then the sentences say which.
  if (days.length > 1 || only === undefined) return { "@type": "dpv:Duration", ...described };
  return {
    "@type": "dpv:TemporalDuration",
    "rdf:value": { "@value": `P${only}D`, "@type": "xsd:duration" },
    ...described,
  };
}

/** Of everything else: in words that are the same in every language of the pages. */
const untilDecidedAgain: JsonLd = {
  "@type": "dpv:UntilEventDuration",
  "dct:description": "Until the person decides again",
};
