import {
  basisWords,
  collectionWords,
  decidedPurposes,
  type DecidedPurpose,
  type FormatContext,
  type ReceiptRecord,
} from "./receipt-record.ts";

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
  /** "EXPLICIT", or in words the legal basis that took the place of consent. */
  readonly consentType: string;
  readonly piiCategory: readonly string[];
  readonly primaryPurpose: boolean;
  readonly termination: string;
  readonly thirdPartyDisclosure: boolean;
  /** Required by the specification if it is disclosed to one. */
  readonly thirdPartyName?: string;
}

/**
 * A receipt in the form of the Kantara Initiative's Consent Receipt Specification 1.1.0. The form has a place for what
 * was agreed to and none for what was refused, so refusals are left out. It requires fields that an organisation may
 * not have filled in: these are the empty string, and "unspecified" for the jurisdiction.
 * https://kantarainitiative.org/file-downloads/consent-receipt-specification-v1-1-0/
 */
export function kantaraReceipt(receipt: ReceiptRecord, context: FormatContext): KantaraReceipt {
  const { controller } = receipt.notice;
  const granted = decidedPurposes(receipt, "granted");
  const items = granted.flatMap((purpose) => purpose.items);
  const sensitive = items.filter(({ shown }) => context.sensitive.has(shown.attribute));
  return {
    version: "KI-CR-v1.1.0",
    jurisdiction: context.jurisdiction ?? "unspecified",
    consentTimestamp: Math.floor(receipt.decidedAt.getTime() / 1000),
    collectionMethod: collectionWords[receipt.collectionMethod],
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
        piiControllerUrl: context.origin,
      },
    ],
    policyUrl: controller.privacyNoticeUrl ?? "",
    services: [{ service: controller.displayName, purposes: granted.map((asked) => kantaraPurpose(asked, receipt)) }],
    sensitive: sensitive.length > 0,
    spiCat: [...new Set(sensitive.map(({ shown }) => shown.label))],
  };
}

function kantaraPurpose({ purpose, items }: DecidedPurpose, { kind }: ReceiptRecord): KantaraPurpose {
  // Without it there is no account. The specification calls this the core service of the controller.
  const isCore = kind === "notice" || items.some(({ decided }) => decided.mandatory);
  const named = purpose.recipients?.applications ?? [];
  return {
    purpose: `${purpose.name}: ${purpose.description}`,
    purposeCategory: [isCore ? "Core Function" : "Optional"],
    consentType: kind === "notice" ? withoutConsent(purpose) : "EXPLICIT",
    piiCategory: items.map(({ shown }) => shown.label),
    primaryPurpose: isCore,
    termination: purpose.retention,
    // The applications that the purpose named. If the organisation itself hands details on, the text says so.
    thirdPartyDisclosure: named.length > 0,
    ...(named.length > 0 && { thirdPartyName: named.join(", ") }),
  };
}

/**
 * The specification wants a description if consent was not explicit. Here no one consented, and the description says
 * so.
 */
const withoutConsent = ({ basis }: DecidedPurpose["purpose"]) =>
  `No consent was asked for. Legal basis: ${basis ? basisWords[basis.kind] : "as the notice says"}`;
