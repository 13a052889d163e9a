import type { ValueSource } from "@assent/consent/attribute/attribute";
import { maskedValue } from "@assent/consent/attribute/masked-value";
import type { UserDetail } from "@assent/database/users/user-detail";
import type { NoticeBasis } from "@assent/consent/purpose/purpose";
import { textFor } from "@assent/consent/purpose/version-input";

export interface Profile extends Pick<
  UserDetail,
  "id" | "pseudonym" | "role" | "status" | "restriction" | "language" | "createdAt"
> {
  readonly lastSignInAt: Date | null;
  /** The value of `name` if the person agreed to it; masked like others. */
  readonly name: string | null;
  readonly identities: readonly { readonly providerName: string; readonly subject: string; readonly since: Date }[];
  readonly values: readonly ProfileValue[];
  readonly missing: readonly NotStoredItem[];
  /** What is agreed to today, in the order of the purposes. */
  readonly consents: readonly ProfileConsent[];
  readonly receipts: UserDetail["receipts"];
}

export interface ProfileValue {
  readonly attribute: string;
  readonly label: string;
  /** Masked if its attribute is. */
  readonly value: string;
  readonly source: ValueSource;
  readonly masked: boolean;
  /** Null if the person entered it. */
  readonly providerName: string | null;
  readonly since: Date;
  readonly refreshedAt: Date | null;
  readonly coveredBy: readonly Covering[];
}

interface Covering {
  readonly purposeId: string;
  /** The provider whose notice it is; null for consent. */
  readonly toldBy: string | null;
  readonly purpose: string;
  readonly version: number;
  readonly mandatory: boolean;
  /** Its legal basis if it has one of its own; null for consent, and for a notice. */
  readonly basis: NoticeBasis | null;
  readonly expiresAt: Date | null;
}

export interface ProfileConsent extends Covering {
  /** Whether the account needs it, so that withdrawing it would close the account. */
  readonly needed: boolean;
  readonly attribute: string;
  readonly label: string;
  readonly since: Date;
  readonly receiptNumber: string;
  /** Whether something is stored under it now. */
  readonly stored: boolean;
}

/** An attribute that was asked for and is not agreed to. */
export interface NotStoredItem {
  readonly purposeId: string;
  readonly attribute: string;
  readonly label: string;
  readonly purpose: string;
  readonly state: "denied" | "withdrawn" | "not-sent" | "unusable" | "ended" | "told-ended";
  readonly decidedAt: Date;
  readonly receiptNumber: string;
}

/** What an administrator sees of a user, with labels, in the wording of the versions that were decided on. */
export function profileOf(
  user: UserDetail,
  labelOf: (key: string) => string,
  languages: readonly string[],
  isMasked: (key: string) => boolean = () => false,
): Profile {
  const screen = (attribute: string, value: string) => (isMasked(attribute) ? maskedValue(value) : value);
  const { id, pseudonym, role, status, restriction, language, createdAt, lastSignInAt, receipts } = user;
  const purposeOf = (versionId: string) => {
    const version = user.versions.find((known) => known.versionId === versionId);
    const toldBy = version?.basis.kind === "notice" ? version.basis.providerId : null;
    return { purpose: version ? textFor(version, languages).name : "", version: version?.number ?? 0, toldBy };
  };
  const isTold = ({ versionId, basis }: UserDetail["decisions"][number]) =>
    basis !== null || purposeOf(versionId).toldBy !== null;
  const covering = (attribute: string): Covering[] =>
    user.decisions.flatMap(({ purposeId, versionId, attribute: decided, mandatory, basis, grant }) =>
      grant && decided === attribute
        ? [{ purposeId, ...purposeOf(versionId), mandatory, basis, expiresAt: grant.expiresAt }]
        : [],
    );
  return {
    id,
    pseudonym,
    role,
    status,
    restriction,
    language,
    createdAt,
    lastSignInAt,
    receipts,
    name:
      user.values.filter(({ attribute }) => attribute === "name").map(({ value }) => screen("name", value))[0] ?? null,
    identities: user.identities.map(({ provider, subject, createdAt: since }) => ({
      providerName: provider.name,
      subject,
      since,
    })),
    values: user.values.map(({ attribute, value, source, providerName, createdAt: since, refreshedAt }) => ({
      attribute,
      label: labelOf(attribute),
      value: screen(attribute, value),
      masked: isMasked(attribute),
      source,
      providerName,
      since,
      refreshedAt,
      coveredBy: covering(attribute),
    })),
    consents: user.decisions
      .filter((decision) => !isTold(decision))
      .flatMap(({ purposeId, versionId, attribute, mandatory, basis, needed, grant, receiptNumber }) =>
        grant
          ? [
              {
                ...{
                  purposeId,
                  ...purposeOf(versionId),
                  mandatory,
                  basis,
                  needed,
                  attribute,
                  label: labelOf(attribute),
                  receiptNumber,
                },
                ...{ since: grant.grantedAt, expiresAt: grant.expiresAt },
                stored: user.values.some((value) => value.attribute === attribute),
              },
            ]
          : [],
      ),
    missing: user.decisions
      .filter(({ grant }) => grant === null)
      .map(({ purposeId, versionId, attribute, basis, state, unusable, decidedAt, receiptNumber, receiptKind }) => ({
        purposeId,
        attribute,
        label: labelOf(attribute),
        purpose: purposeOf(versionId).purpose,
        state:
          state === "granted"
            ? basis === null && purposeOf(versionId).toldBy === null
              ? "ended"
              : "told-ended"
            : unusable && state === "not-sent"
              ? "unusable"
              : state === "denied" && receiptKind === "withdrawal"
                ? "withdrawn"
                : state,
        decidedAt,
        receiptNumber,
      })),
  };
}
