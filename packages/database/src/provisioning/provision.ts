import type { ValueSource } from "@assent/consent/attribute/attribute";
import type { AgreedValue } from "@assent/consent/evaluate/evaluate";
import type { ShownText } from "@assent/consent/receipt/receipt";
import { sql } from "drizzle-orm";
import { accountRows, type AskedVersions, type AskedVersion } from "./account-rows.ts";
import { type AdminGrant, grantAdministration } from "../users/admin-grant.ts";
import { recordClaimSighting } from "../providers/claim-sightings.ts";
import { violates } from "../engine/database-error.ts";
import { closedSubject } from "./closed-subject.ts";
import { lock } from "../engine/locks.ts";
import { consumeKey, type PendingKey } from "./one-use-keys.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { providerAsks, currentVersion } from "../purposes/purpose-version-sql.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { consentGrant } from "../schema/consent-grant.ts";
import { event } from "../schema/event.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import type { JitMode } from "../schema/identity-provider.ts";
import { receipt } from "../schema/receipt.ts";
import { type DecisionState, receiptItem } from "../schema/receipt-item.ts";
import { session } from "../schema/session.ts";
import { users } from "../schema/users.ts";

/** A decision about one asked item. What was asked may have a value; it has no place here. */
export interface RecordedDecision {
  readonly item: { readonly versionId: string; readonly attribute: string; readonly mandatory: boolean };
  readonly state: DecisionState;
  readonly source: ValueSource | null;
}

export interface ProvisionInput {
  readonly pending: PendingKey;
  readonly providerId: string;
  /** Of the provider from which the question was drawn, issuer and conditions included; when left out, any will do. */
  readonly providerRevision?: number;
  readonly subject: string;
  /** In which the notice was shown, BCP 47. */
  readonly language: string;
  /** Ids of all purpose versions that were on the screen. */
  readonly shownVersions: readonly string[];
  /** What was agreed to, and nothing else: values that were refused must not come near a database. */
  readonly values: readonly AgreedValue[];
  /** One for each asked item. */
  readonly decisions: readonly RecordedDecision[];
  readonly notice: ShownText;
  /** SHA-256 of the canonical notice, in hexadecimal. */
  readonly noticeHash: string;
  /** Like 7Q4K-2M9X. One that exists already is a DatabaseError "23505", receipt_number_unique; trying again is safe. */
  readonly receiptNumber: string;
  /** How it came about: answered on a screen, or told without asking. */
  readonly kind?: "consent" | "notice";
  readonly session: { readonly tokenHash: string; readonly expiresAt: Date } | null;
  readonly administrator?: AdminGrant | null;
}

export type ProvisionFailure =
  "already-used" | "expired" | "purposes-changed" | "provider-disabled" | "identity-exists" | "link-invalid";

export type ProvisionResult =
  | { readonly ok: true; readonly userId: string; readonly receiptNumber: string }
  | { readonly ok: false; readonly code: ProvisionFailure };

/**
 * Makes an account from a decision: the only place where users are made. One transaction with everything that belongs to
 * it, or nothing. Time is the database's. Four round trips on PostgreSQL: begin, the guards, the rows, commit.
 * Errors: DatabaseError; nothing was stored then and the pending sign-in can be used again.
 */
export async function provision(database: Database, input: ProvisionInput): Promise<ProvisionResult> {
  try {
    return await database.orm.transaction(async (tx) => {
      const asked = await passGuards(tx, input);
      const userId = await store(tx, input, asked);
      if (input.administrator && !(await grantAdministration(tx, userId, input.administrator))) {
        throw new Refused("link-invalid");
      }
      return { ok: true, userId, receiptNumber: input.receiptNumber };
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code };
    // Only somebody who does not take the identity's lock can get here.
    if (violates(error, "federated_identity_subject_unique")) return { ok: false, code: "identity-exists" };
    throw error;
  }
}

/** Rolls the transaction back and becomes its result. */
class Refused extends Error {
  constructor(readonly code: ProvisionFailure) {
    super(code);
  }
}

/**
 * All that must hold, asked in one go and in this order, before anything about the person is sent: the server would keep
 * the bytes of a row that is rolled back. From here to the commit neither provider nor purposes can change.
 */
async function passGuards(
  tx: Executor,
  { pending, providerId, providerRevision, subject, shownVersions, kind = "consent", administrator }: ProvisionInput,
): Promise<AskedVersions> {
  const [[key], , [provider], versions, [identity]] = await Promise.all([
    tx.execute<{ consumed: boolean; inTime: boolean }>(sql`
      with used as (${consumeKey(pending)})
      select exists (select from used) as consumed, ${pending.expiresAt}::timestamptz > clock_timestamp() as "inTime"`),
    // Two pending sign-ins of one person: the second waits here, and then sees the first one's account below.
    lock(tx, "identity", `${providerId} ${subject}`),
    tx.execute<{ name: string; open: boolean; mode: JitMode; revision: number }>(sql`
      select name, revision, enabled and jit_mode <> 'off' as open, jit_mode as mode from identity_provider
      where id = ${providerId} for share`),
    tx.execute<AskedVersion>(sql`
      select v.id, v.purpose_id as "purposeId", v.retention_days as "retentionDays", v.lawful_basis as "lawfulBasis"
      from purpose p join ${currentVersion} v on true
      where p.status = 'live' and ${providerAsks(providerId)} for share of p`),
    tx.execute(sql`
      select 1 from federated_identity
      where provider_id = ${providerId} and subject in (${subject}, ${closedSubject(providerId, subject)})`),
  ]);
  if (!key?.inTime) throw new Refused("expired");
  if (!key.consumed) throw new Refused("already-used");
  if (!provider?.open) throw new Refused("provider-disabled");
  // Nobody is told where they are to be asked, and the other way round. The demonstration makes up its administrator, about
  // whom nothing is stored, and its receipt says that nothing was asked.
  const isMadeUp = administrator != null && "seeded" in administrator;
  if (!isMadeUp && (provider.mode === "notice") !== (kind === "notice")) throw new Refused("purposes-changed");
  if (providerRevision !== undefined && provider.revision !== providerRevision) throw new Refused("purposes-changed");
  if (identity !== undefined) throw new Refused("identity-exists");
  const current = new Map(versions.map((version) => [version.id, version]));
  const shown = new Set(shownVersions);
  const same = shown.size === current.size && [...shown].every((id) => current.has(id));
  if (!same) throw new Refused("purposes-changed");
  return { providerName: provider.name, versions: current };
}

/** Not awaited one by one: the statements travel together and run in this order. Returns the user's id. */
async function store(tx: Executor, input: ProvisionInput, asked: AskedVersions): Promise<string> {
  const rows = accountRows(input, asked);
  await Promise.all([
    tx.insert(users).values(rows.user),
    tx.insert(federatedIdentity).values(rows.identity),
    tx.insert(receipt).values(rows.receipt),
    rows.items.length > 0 && tx.insert(receiptItem).values(rows.items),
    rows.grants.length > 0 && tx.insert(consentGrant).values(rows.grants),
    rows.values.length > 0 && tx.insert(attributeValue).values(rows.values),
    tx.insert(event).values(rows.event),
    rows.session && tx.insert(session).values(rows.session),
    recordClaimSighting(tx, input.providerId, sentOf(input.values)),
  ]);
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

/** Somebody who has an account leaves without deciding: the pending sign-in ends, and nothing else happened. */
export async function leavePending(database: Database, pending: PendingKey): Promise<boolean> {
  return (await database.orm.execute(consumeKey(pending))).length === 1;
}

export type RefusalResult = { readonly ok: true } | { readonly ok: false; readonly code: "already-used" | "expired" };

/**
 * Somebody said no: their pending sign-in ends and one anonymous event is counted, in the hour it happened. One statement.
 * There is no parameter that could say who it was.
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
