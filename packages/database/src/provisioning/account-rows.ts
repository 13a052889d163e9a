import { randomUUID } from "node:crypto";
import type { Recipients } from "@assent/consent/purpose/purpose";
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
  lawfulBasis: LawfulBasis;
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
  // A notice has no grant to count, because people were not asked.
  const stored = input.kind === "notice" ? { stored: agreed.length } : { granted: agreed.length };
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
    items: decided.map(({ decision: { item, state, source } }) => ({
      receiptId,
      purposeVersionId: item.versionId,
      attributeKey: item.attribute,
      mandatory: item.mandatory,
      state,
      source: state === "granted" ? source : null,
    })),
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
      details: { [input.kind === "notice" ? "told" : "asked"]: decided.length, ...stored },
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
  decided: readonly { readonly decision: RecordedDecision; readonly version: AskedVersion }[],
) {
  return decided
    .filter(({ decision }) => decision.state === "granted")
    .map(({ decision: { item }, version }) => ({
      userId,
      receiptId,
      purposeVersionId: version.id,
      purposeId: version.purposeId,
      attributeKey: item.attribute,
      expiresAt: version.validDays === null ? null : sql`now() + make_interval(days => ${version.validDays}::int)`,
    }));
}
