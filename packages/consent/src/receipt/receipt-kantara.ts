import type { NoticeBasis } from "../purpose/purpose.ts";
import { affected, type AffectedPurpose, type Effect } from "./effect.ts";
import { basisWords, collectionWords, type ReceiptRecord } from "./receipt-record.ts";
import { laterWords } from "./snapshot.ts";

export interface KantaraReceipt {
  readonly version: "KI-CR-v1.1.0";
  readonly jurisdiction: string;
  /** Seconds since 1970. */
  readonly consentTimestamp: number;
  readonly collectionMethod: string;
  readonly consentReceiptID: string;
  readonly language: string;
  readonly piiPrincipalId: string;
  readonly piiControllers: readonly KantaraController[];
  readonly policyUrl: string;
  readonly services: readonly { readonly service: string; readonly purposes: readonly KantaraPurpose[] }[];
  readonly sensitive: boolean;
  readonly spiCat: readonly string[];
}

export interface KantaraController {
  readonly piiController: string;
  readonly contact: string;
  readonly address: Readonly<Record<string, string>>;
  readonly email: string;
  readonly phone: string;
  readonly piiControllerUrl: string;
}

export interface KantaraPurpose {
  readonly purpose: string;
  readonly purposeCategory: readonly string[];
  /** "EXPLICIT", or in words what happened to consent, or the legal basis that took its place. */
  readonly consentType: string;
  readonly piiCategory: readonly string[];
  readonly primaryPurpose: boolean;
  readonly termination: string;
  readonly thirdPartyDisclosure: boolean;
  /** Required by the specification if it is disclosed to one. */
  readonly thirdPartyName?: string;
}

/**
 * A receipt in the form of the Kantara Initiative's Consent Receipt Specification 1.1.0. The form is for what was agreed
 * to, so every other purpose says in its consent type what happened instead: refused, withdrawn, expired, ended. It
 * requires fields that an organisation may not have filled in: these are the empty string, and "unspecified" for the
 * jurisdiction.
 * https://kantarainitiative.org/file-downloads/consent-receipt-specification-v1-1-0/
 */
export function kantaraReceipt(receipt: ReceiptRecord): KantaraReceipt {
  const { snapshot } = receipt;
  const { controller } = receipt.notice;
  const all = affected(receipt);
  const items = all.flatMap(({ purposes }) => purposes).flatMap((purpose) => purpose.items);
  const sensitive = items.filter(({ shown }) => snapshot.sensitive.includes(shown.attribute));
  const purposes = all.flatMap(({ effect, purposes: these }) =>
    these.map((affectedPurpose) => kantaraPurpose(receipt, effect, affectedPurpose)),
  );
  return {
    version: "KI-CR-v1.1.0",
    jurisdiction: snapshot.jurisdiction ?? "unspecified",
    consentTimestamp: Math.floor(receipt.decidedAt.getTime() / 1000),
    collectionMethod: [collectionWords[receipt.collectionMethod], laterWords(snapshot)].filter(Boolean).join(". "),
    consentReceiptID: receipt.id,
    language: receipt.language,
    piiPrincipalId: receipt.pseudonym,
    piiControllers: [
      {
        piiController: controller.name,
        contact: controller.contact ?? controller.name,
        address: controller.address === null ? {} : { streetAddress: controller.address },
        email: controller.email ?? "",
        phone: controller.phone ?? "",
        piiControllerUrl: snapshot.origin,
      },
    ],
    policyUrl: controller.privacyNoticeUrl ?? "",
    services: [{ service: controller.displayName, purposes }],
    sensitive: sensitive.length > 0,
    spiCat: [...new Set(sensitive.map(({ shown }) => shown.label))],
  };
}

function kantaraPurpose(receipt: ReceiptRecord, effect: Effect, affectedPurpose: AffectedPurpose): KantaraPurpose {
  const { purpose, items } = affectedPurpose;
  const basis = affectedPurpose.basis ?? purpose.basis?.kind ?? null;
  // Without it there is no account. The specification calls this the core service of the controller.
  const isCore = basis !== null || receipt.kind === "notice" || items.some((one) => one.decided.mandatory);
  // Who works for the organisation is not a third party: GDPR, Article 4(10).
  const others = (purpose.terms?.parties ?? []).filter(({ role }) => role !== "processor").map(({ name }) => name);
  const named = [...(purpose.recipients?.applications ?? []), ...others];
  return {
    purpose: `${purpose.name}: ${purpose.description}`,
    purposeCategory: [isCore ? "Core Function" : "Optional"],
    consentType: consentType(receipt, effect, basis),
    piiCategory: items.map(({ shown }) => shown.label),
    primaryPurpose: isCore,
    termination: purpose.retention,
    // The applications that the purpose named. If the organisation itself hands details on, the text says so.
    thirdPartyDisclosure: named.length > 0,
    ...(named.length > 0 && { thirdPartyName: named.join(", ") }),
  };
}

function consentType(receipt: ReceiptRecord, effect: Effect, basis: NoticeBasis | null): string {
  const { actor } = receipt.snapshot;
  switch (effect) {
    case "given":
      return "EXPLICIT";
    case "renewed":
      return "EXPLICIT, given before and renewed";
    case "refused":
      return "REFUSED. No consent was given";
    case "withdrawn":
      return actor.kind === "person"
        ? "WITHDRAWN. The person withdrew the consent that was given before"
        : "WITHDRAWN. The person asked for it, and an administrator entered it";
    case "expired":
      return "EXPIRED. The time of the consent that was given before is over";
    case "revoked":
      return "ENDED. The organisation ended the use to which consent was given before";
    case "told":
      return withoutConsent(basis);
    case "stopped":
      return `ENDED. ${withoutConsent(basis)}`;
    case "corrected":
      return `CORRECTED. A value was corrected, and ${basis ? "its legal basis" : "consent"} stays as it was`;
  }
}

/**
 * The specification wants a description if consent was not explicit. Here no one consented, and the description says
 * so.
 */
const withoutConsent = (basis: NoticeBasis | null) =>
  `No consent was asked for. Legal basis: ${basis ? basisWords[basis] : "as the notice says"}`;
