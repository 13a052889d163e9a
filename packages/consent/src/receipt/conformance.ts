/** JSON-LD 1.1. */
export type JsonLd = Readonly<Record<string, unknown>>;

/**
 * Whether a consent record meets everything that the guide of the Data Privacy Vocabulary for ISO/IEC TS 27560 says MUST
 * be present. Only then may it claim to conform. https://w3id.org/dpv/guides/consent-27560
 */
export const conforms = (record: JsonLd): boolean => unmet(record).length === 0;

/** The sections of the guide whose requirement a record does not meet. */
export const unmet = (record: JsonLd): string[] =>
  Object.entries(requirements)
    .filter(([, isMet]) => !isMet(record))
    .map(([section]) => section);

/**
 * Section of the guide → whether a record meets it. 8.1.1, the claim itself, is left out, and so are the fields of the
 * receipt (9.1), which every receipt has.
 */
export const requirements: Readonly<Record<string, (record: JsonLd) => boolean>> = {
  "8.1.2": (record) => has(record, "dct:identifier") && has(record, "dpv:hasIdentifier"),
  "8.1.3": (record) => has(record, "dpv:hasDataSubject"),
  "8.2.1": (record) => nodes(record, "dpv:hasNotice").some((notice) => isA(notice, "dpv:ConsentNotice")),
  "8.2.2": (record) => nodes(record, "dpv:hasNotice").some((notice) => has(notice, "dct:language")),
  "8.3.1": (record) => has(record, "dpv:hasProcess"),
  "8.3.2": eachProcess((handling) => has(handling, "dpv:hasPurpose")),
  "8.3.3": eachProcess((handling) => has(handling, "dpv:hasPersonalData")),
  "8.3.3.1": eachProcess((handling) =>
    nodes(handling, "dpv:hasPersonalData").every((data) =>
      nodes(data, "skos:broader").some((category) => String(category["@id"]).startsWith("pd:")),
    ),
  ),
  // How long and where: the standard requires both.
  "8.3.4.2": eachProcess((handling) => {
    const conditions = nodes(handling, "dpv:hasStorageCondition");
    return (
      conditions.some((one) => isA(one, "dpv:StorageDuration")) &&
      conditions.some((one) => isA(one, "dpv:StorageLocation") && has(one, "dpv:hasLocation"))
    );
  }),
  "8.3.5": (record) => nodes(record, "dpv:hasDataController").some((entity) => isA(entity, "dpv:DataController")),
  "8.3.7": eachProcess((handling) => has(handling, "dpv:hasRecipient")),
  "8.3.8": (record) => nodes(record, "dpv:hasConsentControl").some((control) => has(control, "dpv:isExercisedAt")),
  "8.3.9": (record) => nodes(record, "dpv:hasJurisdiction").some((place) => String(place["@id"]).startsWith("loc:")),
  "8.3.10": (record) => nodes(record, "dpv:hasRight").some((right) => has(right, "dpv:isExercisedAt")),
  "8.4.1": eachEntity((entity) => has(entity, "dpv:hasName")),
  "8.4.2": eachEntity((entity) => has(entity, "dpv:hasIdentifier")),
  "8.4.3": eachEntity((entity) => has(entity, "@type")),
  "8.4.4": eachEntity((entity) => has(entity, "schema:contactPoint")),
  "8.4.4.1": eachEntity((entity) => has(entity, "schema:address")),
  "8.5.1": (record) => has(record, "dpv:hasLegalBasis"),
  "8.5.2": eachStatus((status) => has(status, "@type")),
  "8.5.3": eachStatus((status) => has(status, "dpv:isIndicatedAtTime")),
  "8.5.4": eachStatus((status) => has(status, "dpv:hasDuration")),
  "8.5.5": eachStatus((status) => has(status, "dpv:isIndicatedBy")),
};

/** The nodes of a member, which is one or a list. */
const nodes = (node: JsonLd, member: string): readonly JsonLd[] =>
  [node[member]].flat().filter((one): one is JsonLd => typeof one === "object" && one !== null);

const has = (node: JsonLd, member: string): boolean => {
  const value = node[member];
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "";
};

const isA = (node: JsonLd, type: string): boolean => [node["@type"]].flat().includes(type);

type Requirement = (node: JsonLd) => boolean;

function all(of: (record: JsonLd) => readonly JsonLd[], isMet: Requirement): Requirement {
  return (record) => {
    const found = of(record);
    return found.length > 0 && found.every(isMet);
  };
}

function eachProcess(isMet: Requirement): Requirement {
  return all((record) => nodes(record, "dpv:hasProcess"), isMet);
}

function eachStatus(isMet: Requirement): Requirement {
  return all((record) => nodes(record, "dpv:hasConsentStatus"), isMet);
}

/**
 * Every entity but the person: the organisation, and recipients that are described in place and not by reference. An
 * application or another recipient has only a name here, so a record that names one does not conform.
 */
function eachEntity(isMet: Requirement): Requirement {
  return all(
    (record) => [
      ...nodes(record, "dpv:hasDataController"),
      ...nodes(record, "dpv:hasProcess")
        .flatMap((handling) => nodes(handling, "dpv:hasRecipient"))
        .filter((recipient) => recipient["@type"] !== undefined),
    ],
    isMet,
  );
}
