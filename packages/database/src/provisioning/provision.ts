import type { ValueSource } from "@assent/consent/attribute/attribute";
import type { AgreedValue } from "@assent/consent/evaluate/evaluate";
import type { ShownText } from "@assent/consent/receipt/receipt";
import type { DecisionState } from "@assent/consent/receipt/receipt-record";
import { isAskedThrough } from "@assent/consent/release/release";
import { sql } from "drizzle-orm";
import { accountRows, type AskedVersions, type AskedVersion, askedVersionOf, recordedItem } from "./account-rows.ts";
import { type AdminGrant, grantAdministration } from "../users/admin-grant.ts";
import { recordClaimSighting } from "../providers/claim-sightings.ts";
import { violates } from "../engine/database-error.ts";
import { storedSubjects } from "./closed-subject.ts";
import { lock } from "../engine/locks.ts";
import { deciding, snapshotOf, noteMade, standing } from "./deciding.ts";
import { thePerson } from "./later-receipt.ts";
import { consumeKey, type PendingKey } from "./one-use-keys.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { askedVersionColumns, providerAsks, currentVersion } from "../purposes/purpose-version-sql.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { consentGrant } from "../schema/consent-grant.ts";
import { event } from "../schema/event.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import type { JitMode } from "../schema/identity-provider.ts";
import { receipt } from "../schema/receipt.ts";
import { receiptItem } from "../schema/receipt-item.ts";
import { session } from "../schema/session.ts";
import { users } from "../schema/users.ts";
import { organisationMayAsk } from "../settings/settings.ts";
import type { NewSession } from "../users/sessions.ts";

/** A decision about one asked item, without any value. */
export interface RecordedDecision {
  readonly item: { readonly versionId: string; readonly attribute: string; readonly mandatory: boolean };
  readonly state: DecisionState;
  readonly source: ValueSource | null;
}

export interface ProvisionInput {
  readonly pending: PendingKey;
  readonly providerId: string;
  /**
   * The revision of the provider for which the screen was made, including issuer and conditions. Not checked if
   * missing.
   */
  readonly providerRevision?: number;
  readonly subject: string;
  /** The application that the person signs in to; none if missing or null. It says which purposes are asked. */
  readonly applicationId?: string | null;
  /** The language of the shown text, BCP 47. */
  readonly language: string;
  /** Ids of all purpose versions on the screen. */
  readonly shownVersions: readonly string[];
  /** The agreed values only: refused values must never reach the database. */
  readonly values: readonly AgreedValue[];
  /** One for each asked item. */
  readonly decisions: readonly RecordedDecision[];
  readonly notice: ShownText;
  /** SHA-256 of the canonical shown text, in hexadecimal. */
  readonly noticeHash: string;
  /**
   * For example 7Q4K-2M9X. An existing one causes a DatabaseError "23505", receipt_number_unique; trying again is safe.
   */
  readonly receiptNumber: string;
  /** "consent": answered on a screen. "notice": told without asking. */
  readonly kind?: "consent" | "notice";
  readonly session: Omit<NewSession, "userId" | "providerId"> | null;
  readonly administrator?: AdminGrant | null;
}

export type ProvisionFailure =
  | "already-used"
  | "expired"
  | "purposes-changed"
  | "provider-disabled"
  | "no-organisation"
  | "identity-exists"
  | "link-invalid";

export type ProvisionResult =
  | { readonly ok: true; readonly userId: string; readonly receiptNumber: string }
  | { readonly ok: false; readonly code: ProvisionFailure };

/**
 * Creates an account from a decision. No other code creates users. Everything is stored in one transaction, by the
 * database clock. Five round trips: begin, the guards, the rows, the place in the ledger, and commit with the signature.
 * Throws DatabaseError; then nothing was stored and the pending sign-in can be used again, unless only the answer to
 * COMMIT was lost.
 */
export async function provision(database: Database, input: ProvisionInput): Promise<ProvisionResult> {
  try {
    return await deciding<ProvisionResult>(database, async (tx) => {
      const asked = await passGuards(tx, input);
      const userId = await store(tx, input, asked);
      if (input.administrator && !(await grantAdministration(tx, userId, input.administrator))) {
        throw new Refused("link-invalid");
      }
      return { ok: true, userId, receiptNumber: input.receiptNumber };
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code };
    // Reached only if other code inserts the identity without its lock.
    if (violates(error, "federated_identity_subject_unique")) return { ok: false, code: "identity-exists" };
    throw error;
  }
}

/** Rolls back the transaction and becomes its result. */
class Refused extends Error {
  constructor(readonly code: ProvisionFailure) {
    super(code);
  }
}

/**
 * Everything that must hold, checked in one round trip and in this order, before any personal data is sent: the server
 * would keep the bytes of a row that is rolled back. Until the commit neither provider nor purposes can change.
 */
async function passGuards(
  tx: Executor,
  {
    pending,
    providerId,
    providerRevision,
    subject,
    applicationId = null,
    shownVersions,
    kind = "consent",
  }: ProvisionInput,
): Promise<AskedVersions> {
  const [[key], , [provider], versions, [identity]] = await Promise.all([
    tx.execute<{ consumed: boolean; inTime: boolean }>(sql`
      with used as (${consumeKey(pending)})
      select exists (select from used) as consumed, ${pending.expiresAt}::timestamptz > clock_timestamp() as "inTime"`),
    // With two pending sign-ins of one person, the second waits here and then finds the first one's account below.
    lock(tx, "identity", `${providerId} ${subject}`),
    tx.execute<{ name: string; open: boolean; mode: JitMode; revision: number; mayAsk: boolean }>(sql`
      select name, revision, enabled and jit_mode <> 'off' as open, jit_mode as mode, ${organisationMayAsk} as "mayAsk"
      from identity_provider where id = ${providerId} for share`),
    tx.execute<AskedVersion>(sql`
      select ${askedVersionColumns} from purpose p join ${currentVersion} v on true
      where p.status = 'live' and ${providerAsks(providerId)} for share of p`),
    tx.execute(sql`
      select 1 from federated_identity
      where provider_id = ${providerId} and subject in ${storedSubjects(providerId, subject)}`),
    standing(tx),
  ]);
  if (!key?.inTime) throw new Refused("expired");
  if (!key.consumed) throw new Refused("already-used");
  if (!provider?.open) throw new Refused("provider-disabled");
  if (!provider.mayAsk) throw new Refused("no-organisation");
  // A provider that asks gets no notice, and one that tells gets no question.
  if ((provider.mode === "notice") !== (kind === "notice")) throw new Refused("purposes-changed");
  if (providerRevision !== undefined && provider.revision !== providerRevision) throw new Refused("purposes-changed");
  if (identity !== undefined) throw new Refused("identity-exists");
  const current = new Map(
    versions.filter((version) => isAskedThrough(version, applicationId)).map((version) => [version.id, version]),
  );
  const shown = new Set(shownVersions);
  const same = shown.size === current.size && [...shown].every((id) => current.has(id));
  if (!same) throw new Refused("purposes-changed");
  return { providerName: provider.name, versions: current };
}

/** Awaited together, so that the statements travel in one round trip and run in this order. Returns the user's id. */
async function store(tx: Executor, input: ProvisionInput, asked: AskedVersions): Promise<string> {
  const rows = accountRows(input, asked);
  const items = input.decisions.map((decision) => recordedItem(decision, askedVersionOf(decision, asked.versions)));
  const attributes = items.map(({ attribute }) => attribute);
  const frozen = await snapshotOf(tx, { actor: thePerson, attributes });
  const [, , [made]] = await Promise.all([
    tx.insert(users).values(rows.user),
    tx.insert(federatedIdentity).values(rows.identity),
    tx
      .insert(receipt)
      .values({ ...rows.receipt, ...frozen })
      .returning({ decidedAt: receipt.decidedAt }),
    rows.items.length > 0 && tx.insert(receiptItem).values(rows.items),
    rows.grants.length > 0 && tx.insert(consentGrant).values(rows.grants),
    rows.values.length > 0 && tx.insert(attributeValue).values(rows.values),
    tx.insert(event).values(rows.event),
    rows.session && tx.insert(session).values(rows.session),
    recordClaimSighting(tx, input.providerId, sentOf(input.values)),
  ]);
  if (made) noteMade(tx, { ...rows.receipt, ...frozen, ...made, items });
  return rows.user.id;
}

const sentOf = (values: readonly AgreedValue[]) =>
  values.filter(({ source }) => source === "provider").map(({ attribute }) => attribute);

export interface RefusalInput {
  readonly pending: PendingKey;
  readonly providerId: string;
  readonly language: string;
  readonly shownVersions: readonly string[];
}

/**
 * A person with an account leaves without deciding: the pending sign-in ends, and nothing else changes. Returns false
 * if it was already answered.
 */
export async function leavePending(database: Database, pending: PendingKey): Promise<boolean> {
  return (await database.orm.execute(consumeKey(pending))).length === 1;
}

export type RefusalResult = { readonly ok: true } | { readonly ok: false; readonly code: "already-used" | "expired" };

/**
 * Ends a pending sign-in with a refusal and adds one anonymous event, with a time cut to the hour. One statement. No
 * parameter says who refused.
 */
export async function refuse(database: Database, input: RefusalInput): Promise<RefusalResult> {
  const { pending, providerId, language, shownVersions } = input;
  const details = JSON.stringify({ versions: [...new Set(shownVersions)].sort() });
  const [done] = await database.orm.execute<{ consumed: boolean; inTime: boolean }>(sql`
    with used as (${consumeKey(pending)}),
    noted as (
      insert into event (at, type, provider_id, language, details)
      select date_trunc('hour', now(), 'UTC'), 'refused', ${providerId}::uuid, ${language}, ${details}::jsonb from used
    )
    select exists (select from used) as consumed, ${pending.expiresAt}::timestamptz > clock_timestamp() as "inTime"`);
  if (done?.consumed) return { ok: true };
  return { ok: false, code: done?.inTime ? "already-used" : "expired" };
}
