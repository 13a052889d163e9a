import type { PurposeTerms } from "../purpose/purpose-terms.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Sha256 } from "./ledger.ts";

/**
 * A published version of a purpose in the shape that the ledger digests: everything that people were shown or that
 * decides what is asked. Nulls and empty lists are left out, so that a later field changes no earlier digest.
 */
export interface DigestedVersion {
  readonly id: string;
  readonly purposeId: string;
  readonly number: number;
  readonly lawfulBasis: string;
  readonly retentionKind: string;
  readonly retentionDays: number | null;
  readonly legalNote: string | null;
  /** `termsDigest` of its terms; null if it says nothing of them. */
  readonly termsHash: string | null;
  readonly material: boolean;
  readonly asksAll: boolean;
  readonly forOrganisation: boolean;
  readonly endsDropped: boolean;
  /** Instants in milliseconds (`2026-01-02T03:04:05.678Z`). */
  readonly askFrom: string | null;
  readonly publishedAt: string;
  /** By language. */
  readonly texts: readonly {
    readonly language: string;
    readonly name: string;
    readonly description: string;
    readonly details: string | null;
    readonly legalNote: string | null;
    readonly logic: string | null;
    readonly consequences: string | null;
  }[];
  /** By position. */
  readonly attributes: readonly {
    readonly key: string;
    readonly position: number;
    readonly mandatory: boolean;
    /** Null: that of the version. */
    readonly basis: string | null;
  }[];
  /** By attribute, then language. */
  readonly reasons: readonly { readonly attribute: string; readonly language: string; readonly reason: string }[];
  /** Ids of applications, in order. */
  readonly recipients: readonly string[];
}

/** Of the terms as they are stored, with their nulls and empty lists. */
export const termsDigest = (terms: PurposeTerms | null, sha256: Sha256): string | null =>
  terms === null ? null : sha256(canonicalJson(terms));

/** The order of the lists does not matter. */
export const versionDigest = (version: DigestedVersion, sha256: Sha256): string =>
  sha256(canonicalJson(digestedForm(version)));

/** The object whose canonical JSON is digested. */
export const digestedForm = (version: DigestedVersion): unknown =>
  withoutNothing({
    ...version,
    texts: sorted(version.texts, ({ language }) => language),
    attributes: [...version.attributes].sort((a, b) => a.position - b.position),
    reasons: sorted(version.reasons, ({ attribute, language }) => `${attribute} ${language}`),
    recipients: sorted(version.recipients, (id) => id),
  });

const sorted = <Row>(rows: readonly Row[], key: (row: Row) => string): Row[] =>
  [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null && !(Array.isArray(field) && !field.length));
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutNothing(field)]));
}
