import type { Values } from "@assent/consent/claims/claim-mapping";
import type { AgreedValue } from "@assent/consent/evaluate/evaluate";
import { type SigningIn, mayUpdate } from "@assent/consent/evaluate/consent-state";
import { isAskedThrough } from "@assent/consent/release/release";
import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import {
  type AskedVersions,
  type AskedVersion,
  askedVersionOf,
  grantRows,
  isTold,
  recordedItem,
  requireMandatory,
} from "./account-rows.ts";
import { appendEvent } from "../audit/events.ts";
import { endNoticeWithin, expireWithin } from "./expire.ts";
import { agreedBefore } from "./agreed-before.ts";
import { deciding } from "./deciding.ts";
import { insertReceipt, type NewReceipt, thePerson } from "./later-receipt.ts";
import { type LockedPerson, lockPerson } from "../engine/locks.ts";
import { consumeKey, type PendingKey } from "./one-use-keys.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import type { RecordedDecision } from "./provision.ts";
import { lockAskedVersions } from "../purposes/purpose-version-sql.ts";
import { refreshWithin } from "./refresh.ts";
import { consentGrant } from "../schema/consent-grant.ts";
import { organisationMayAsk } from "../settings/settings.ts";
import { createSession, type NewSession } from "../users/sessions.ts";
import { readStoredValues } from "./consent-state.ts";
import { eraseUncovered, writeValues } from "./value-writing.ts";

export interface DecisionInput extends NewReceipt {
  readonly pending: PendingKey;
  readonly userId: string;
  readonly signingIn: SigningIn;
  /** The application that the person signs in to; none if missing or null. It says which purposes are asked. */
  readonly applicationId?: string | null;
  /** Ids of the purpose versions that were shown. */
  readonly shownVersions: readonly string[];
  /** The agreed values, and no others. */
  readonly values: readonly AgreedValue[];
  /** What the provider sent for attributes that were granted before. */
  readonly sent: Values;
  /** One for each asked item. */
  readonly decisions: readonly RecordedDecision[];
  readonly session: Omit<NewSession, "userId" | "providerId">;
}

export type DecisionResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code:
        "already-used" | "expired" | "purposes-changed" | "provider-disabled" | "no-organisation" | "not-active";
    };

class Refused extends Error {
  constructor(readonly code: Exclude<DecisionResult, { ok: true }>["code"]) {
    super(code);
  }
}

/**
 * Stores the decision of a person with an account: new grants replace earlier ones, refusing what changed ends them,
 * values follow, and the session begins. All in one transaction. Throws DatabaseError; then nothing was stored and the
 * pending sign-in can be used again.
 */
export function decideAgain(database: Database, input: DecisionInput): Promise<DecisionResult> {
  return entering(database, input, async (tx, { pseudonym, asked }) => {
    await storeDecision(tx, input, pseudonym, asked);
    // What was just agreed to counts as sent, because the refresh would otherwise treat it as no longer sent.
    const agreed = input.values.filter(({ source }) => source === "provider");
    return Object.fromEntries(agreed.map(({ attribute, value }) => [attribute, value]));
  });
}

/**
 * Postpones a question that can wait: the session begins, granted values are refreshed, and no decision is stored. The
 * evaluator decides whether it can wait, when the answer arrives. Throws like decideAgain.
 */
export function postpone(database: Database, input: Omit<Entering, "shownVersions">): Promise<DecisionResult> {
  // No version is named, because none is decided on. The next sign-in asks what is live then.
  return entering(database, { ...input, shownVersions: [] }, () => Promise.resolve({}));
}

type Entering = Pick<
  DecisionInput,
  "pending" | "userId" | "signingIn" | "applicationId" | "shownVersions" | "sent" | "session"
>;

/** `decide` returns the values that were agreed to just now and that the provider sent. */
async function entering(
  database: Database,
  input: Entering,
  decide: (tx: Executor, passed: { pseudonym: string; asked: AskedVersions }) => Promise<Values>,
): Promise<DecisionResult> {
  const { userId, signingIn, sent, session } = input;
  try {
    return await deciding<DecisionResult>(database, async (tx) => {
      const passed = await passGuards(tx, input);
      await expireWithin(tx, userId);
      const agreed = await decide(tx, passed);
      await refreshWithin(tx, { userId, signingIn, sent, agreed });
      if (!(await createSession(tx, { ...session, userId, providerId: signingIn.providerId }))) {
        throw new Refused("not-active");
      }
      return { ok: true };
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code };
    throw error;
  }
}

/** Everything that must hold, checked before any value is sent to the database. */
async function passGuards(
  tx: Executor,
  { userId, pending, signingIn, applicationId = null, shownVersions }: Entering,
): Promise<{ pseudonym: string; asked: AskedVersions }> {
  const [key] = await tx.execute<{ consumed: boolean; inTime: boolean }>(sql`
    with used as (${consumeKey(pending)})
    select exists (select from used) as consumed, ${pending.expiresAt}::timestamptz > clock_timestamp() as "inTime"`);
  if (!key?.inTime) throw new Refused("expired");
  if (!key.consumed) throw new Refused("already-used");
  const person: LockedPerson | null = await lockPerson(tx, userId);
  if (person?.status !== "active" || person.pseudonym === null) throw new Refused("not-active");
  const versions = await lockAskedVersions(tx, signingIn.providerId);
  const [provider] = await tx.execute<{ name: string; open: boolean; mayAsk: boolean }>(sql`
    select name, enabled and jit_mode <> 'off' as open, ${organisationMayAsk} as "mayAsk" from identity_provider
    where id = ${signingIn.providerId}`);
  if (!provider?.open) throw new Refused("provider-disabled");
  if (!provider.mayAsk) throw new Refused("no-organisation");
  const isAsked = (id: string) => {
    const version = versions.get(id);
    return version !== undefined && isAskedThrough(version, applicationId);
  };
  if (!shownVersions.every(isAsked)) throw new Refused("purposes-changed");
  return { pseudonym: person.pseudonym, asked: { providerName: provider.name, versions } };
}

async function storeDecision(
  tx: Executor,
  input: DecisionInput,
  pseudonym: string,
  asked: AskedVersions,
): Promise<void> {
  const { userId, decisions, values, signingIn, language } = input;
  const provider = { id: signingIn.providerId, name: asked.providerName };
  const decided = decisions.map((decision) => ({ decision, version: askedVersionOf(decision, asked.versions) }));
  // What only applications need can be refused: the account stays.
  requireMandatory(decided.filter(({ version }) => version.recipients.organisation).map(({ decision }) => decision));
  // All questions were withdrawn in between, so there is no decision to prove.
  if (decided.length === 0) return;
  // The versions are read now, so a caller cannot claim that they are of another kind.
  const kind = decided.every(({ version }) => version.lawfulBasis === "consent") ? "consent" : "notice";
  const collectionMethod = kind === "notice" ? "notice" : "web-form";
  const asksFor = decided.map(({ decision, version }) => ({ ...decision.item, purposeId: version.purposeId }));
  const receiptId = await insertReceipt(tx, {
    ...{ pseudonym, kind, collectionMethod, actor: thePerson, shown: input, provider },
    items: decided.map(({ decision, version }) => recordedItem(decision, version)),
    before: await agreedBefore(tx, userId, asksFor),
  });
  await endGrants(tx, userId, ofState(decided, "granted"), "superseded");
  const withdrawn = await endGrants(tx, userId, ofState(decided, "denied"), "withdrawn");
  const grants = grantRows({ userId, receiptId }, decided);
  if (grants.length > 0) await tx.insert(consentGrant).values(grants);
  // A value that another provider sent, and that was offered as stored, keeps its source.
  const elsewhere = (await readStoredValues(tx, userId))
    .filter((value) => !mayUpdate(value, signingIn))
    .map(({ attribute }) => attribute);
  const own = values.filter(({ attribute, source }) => source === "self" || !elsewhere.includes(attribute));
  await writeValues(tx, { userId, providerId: provider.id }, own);
  await endNoticeWithin(tx, userId, provider.id);
  const erased = await eraseUncovered(tx, userId);
  const about = { actor: { kind: "person", userId }, pseudonym, providerId: provider.id, receiptId, language } as const;
  if (kind === "notice") {
    await appendEvent(tx, { ...about, type: "told", details: { told: decided.length, stored: grants.length } });
    return;
  }
  // What is told beside a question is never counted as agreed to.
  const told = decided.filter(isTold);
  if (told.length > 0) {
    const details = { told: told.length, stored: ofState(told, "granted").length };
    await appendEvent(tx, { ...about, type: "told", details });
  }
  const granted = ofState(decided, "granted").length - ofState(told, "granted").length;
  const counts = { asked: decided.length - told.length, granted };
  const denied = ofState(decided, "denied").length;
  if (granted > 0) await appendEvent(tx, { ...about, type: "granted", details: counts });
  if (denied > 0) await appendEvent(tx, { ...about, type: "denied", details: { ...counts, denied } });
  if (withdrawn > 0) await appendEvent(tx, { ...about, type: "withdrawn", details: { withdrawn, erased } });
}

interface Decided {
  readonly decision: RecordedDecision;
  readonly version: AskedVersion;
}

const ofState = (decided: readonly Decided[], state: RecordedDecision["state"]) =>
  decided.filter(({ decision }) => decision.state === state);

/** Returns how many of them had been agreed to: what was told before it became a question is not withdrawn. */
async function endGrants(
  tx: Executor,
  userId: string,
  decided: readonly Decided[],
  endReason: "superseded" | "withdrawn",
): Promise<number> {
  let ended = 0;
  for (const [purposeId, keys] of byPurpose(decided)) {
    const at: SQL = sql`greatest(now(), ${consentGrant.grantedAt})`;
    const of = and(
      eq(consentGrant.userId, userId),
      eq(consentGrant.purposeId, purposeId),
      inArray(consentGrant.attributeKey, keys),
      isNull(consentGrant.endedAt),
    );
    const rows = await tx
      .update(consentGrant)
      .set({ endedAt: at, endReason })
      .where(of)
      .returning({ basis: consentGrant.basis });
    ended += rows.filter(({ basis }) => basis === null).length;
  }
  return ended;
}

function byPurpose(decided: readonly Decided[]): ReadonlyMap<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const { decision, version } of decided) {
    keys.set(version.purposeId, [...(keys.get(version.purposeId) ?? []), decision.item.attribute]);
  }
  return keys;
}
