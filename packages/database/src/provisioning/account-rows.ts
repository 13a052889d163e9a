import { randomUUID } from "node:crypto";
import type { NoticeBasis, Recipients } from "@assent/consent/purpose/purpose";
import type { RecordedItem } from "@assent/consent/receipt/receipt-record";
import { sql } from "drizzle-orm";
import type { ProvisionInput, RecordedDecision } from "./provision.ts";
import type { LawfulBasis } from "../schema/purpose-version.ts";
import { authenticationMoment } from "../users/sessions.ts";

/** One version that the provider asks now. */
export type AskedVersion = {
  id: string;
  purposeId: string;
  /** When an agreement ends by itself, in days: with the retention, or earlier. Null: it does not. */
  validDays: number | null;
  /** The same for what is told beside a question: with the retention. */
  keptDays: number | null;
  lawfulBasis: LawfulBasis;
  /** The attributes that are told beside a question, and their legal bases. */
  told: Readonly<Record<string, NoticeBasis>>;
  recipients: Recipients;
};

/** The results of the guards of a provisioning. */
export interface AskedVersions {
  readonly providerName: string;
  readonly versions: ReadonlyMap<string, AskedVersion>;
}

/**
 * The rows of one decision. Written field by field, so that nothing is stored because it is part of another object.
 * Throws TypeError for decisions that the evaluator cannot return.
 */
export function accountRows(input: ProvisionInput, { providerName, versions }: AskedVersions) {
  const { providerId, subject, language, notice, noticeHash, receiptNumber: number } = input;
  const [userId, pseudonym, receiptId] = [randomUUID(), randomUUID(), randomUUID()];
  const signedInAt = input.session === null ? null : sql`now()`;
  const decided = input.decisions.map((decision) => ({ decision, version: askedVersionOf(decision, versions) }));
  requireMandatory(input.decisions);
  const agreed = decided.filter(({ decision }) => decision.state === "granted");
  return {
    user: { id: userId, pseudonym, language, lastSignInAt: signedInAt },
    identity: { userId, providerId, subject, lastSignInAt: signedInAt },
    receipt: {
      id: receiptId,
      number,
      pseudonym,
      providerId,
      providerName,
      language,
      notice,
      noticeHash,
      kind: input.kind ?? "consent",
      collectionMethod: input.kind === "notice" ? "notice" : "web-form",
    } as const,
    items: decided.map(({ decision, version }) => {
      const { versionId: purposeVersionId, attribute: attributeKey, ...said } = recordedItem(decision, version);
      return { receiptId, purposeVersionId, attributeKey, ...said };
    }),
    grants: grantRows({ userId, receiptId }, agreed),
    values: input.values.map(({ attribute, value, source }) => ({
      userId,
      attributeKey: attribute,
      value,
      source,
      providerId: source === "self" ? null : providerId,
    })),
    event: {
      pseudonym,
      providerId,
      receiptId,
      language,
      type: "provisioned",
      actorKind: "person",
      actorId: pseudonym,
      details: countsOf(input, decided),
    } as const,
    session: input.session && {
      tokenHash: input.session.tokenHash,
      expiresAt: input.session.expiresAt,
      authenticatedAt: authenticationMoment(input.session.authentication?.at ?? null),
      authenticationProved: (input.session.authentication?.at ?? null) !== null,
      acr: input.session.authentication?.acr ?? null,
      userId,
      providerId,
    },
  };
}

interface DecidedItem {
  readonly decision: RecordedDecision;
  readonly version: AskedVersion;
}

/** What is told is never counted as agreed to. If nothing was asked, it is what the event counts. */
function countsOf({ kind }: ProvisionInput, decided: readonly DecidedItem[]) {
  const isStored = ({ decision }: DecidedItem) => decision.state === "granted";
  const asked = decided.filter((one) => !isTold(one));
  const onlyTold = decided.length > 0 && asked.length === 0;
  if (kind === "notice" || onlyTold) return { told: decided.length, stored: decided.filter(isStored).length };
  return { asked: asked.length, granted: asked.filter(isStored).length };
}

/** Whether people were told of it beside a question. */
export const isTold = ({ decision: { item }, version }: DecidedItem): boolean =>
  toldOf(version, item.attribute) !== null;

/** The legal basis on which the version tells this attribute; null if it asks for it, or has one for all. */
const toldOf = ({ told }: AskedVersion, attribute: string): NoticeBasis | null =>
  // "constructor" can be the key of an attribute.
  Object.hasOwn(told, attribute) ? (told[attribute] ?? null) : null;

/** Throws TypeError if something that was told is refused: no one was asked. */
export function recordedItem(
  { item, state, source }: RecordedDecision,
  version: AskedVersion,
): RecordedItem & { basis: NoticeBasis | null } {
  const { versionId, attribute, mandatory } = item;
  const basis = toldOf(version, attribute);
  if (basis !== null && state === "denied") throw new TypeError("What is told cannot be refused");
  return { versionId, attribute, mandatory, state, source: state === "granted" ? source : null, basis };
}

/** Throws TypeError for a version that was not shown. */
export function askedVersionOf({ item }: RecordedDecision, versions: AskedVersions["versions"]): AskedVersion {
  const version = versions.get(item.versionId);
  if (version === undefined) throw new TypeError("A decision is about a version that was not shown");
  return version;
}

/** Throws TypeError if something mandatory was not granted. */
export function requireMandatory(decided: readonly RecordedDecision[]): void {
  const refused = decided.some(({ item, state }) => item.mandatory && state !== "granted");
  if (refused) throw new TypeError("What is mandatory was not granted");
}

/** One grant for each granted decision, with the duration of its version. */
export function grantRows(
  { userId, receiptId }: { readonly userId: string; readonly receiptId: string },
  decided: readonly DecidedItem[],
) {
  return decided
    .filter(({ decision }) => decision.state === "granted")
    .map(({ decision: { item }, version }) => {
      const basis = toldOf(version, item.attribute);
      // How long an agreement is valid says nothing of what is not agreed to.
      const days = basis === null ? version.validDays : version.keptDays;
      return {
        userId,
        receiptId,
        purposeVersionId: version.id,
        purposeId: version.purposeId,
        attributeKey: item.attribute,
        basis,
        expiresAt: days === null ? null : sql`now() + make_interval(days => ${days}::int)`,
      };
    });
}
