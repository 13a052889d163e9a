import { createHash, randomBytes } from "node:crypto";
import type { NoticeBasis } from "@assent/consent/purpose/purpose";
import { agreedText } from "@assent/consent/receipt/agreed-text";
import { canonicalShownText, receiptNumber, type ShownText } from "@assent/consent/receipt/receipt";
import type { CollectionMethod, ReceiptKind } from "@assent/consent/receipt/receipt-record";
import type { ReceiptActor } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { insertReceipt } from "./later-receipt.ts";

/** A grant, as a statement returns it that changes or reads grants. */
export type EndedGrant = { versionId: string; attribute: string; receiptId: string; basis: NoticeBasis | null };

/** The columns of an EndedGrant, for `returning` and `select` of consent_grant. */
export const endedColumns = sql`purpose_version_id as "versionId", attribute_key as attribute, receipt_id as "receiptId", basis`;

/** The system, which acts when a time is over. */
export const theSystem: ReceiptActor = { kind: "system", channel: null };

interface Ending {
  /** Null: the account is closed, and nothing is to be recorded. */
  readonly pseudonym: string | null;
  /** `withdrawal`: only of one that is repeated; the person saw its own text when they withdrew. */
  readonly kind: Exclude<ReceiptKind, "consent" | "notice">;
  readonly collectionMethod: CollectionMethod;
  readonly actor: ReceiptActor;
  readonly grants: readonly EndedGrant[];
}

/**
 * Stores the receipt of what happened to these grants without a new decision: their time was over, their purpose ended,
 * the account was closed, or a value was corrected. It shows the text that the person had agreed to. Returns its id and
 * number; null for a person without a receipt, who never agreed to anything. Call it within deciding(), with the person
 * locked.
 */
export async function insertEnding(
  tx: Executor,
  { pseudonym, kind, collectionMethod, actor, grants }: Ending,
): Promise<{ readonly id: string; readonly number: string } | null> {
  if (pseudonym === null) return null;
  const texts = await textsOf(tx, pseudonym, grants);
  const newest = texts[0]?.notice;
  if (!newest) return null;
  const agreed = texts.map(({ id, notice }) => ({
    notice,
    items: grants.filter(({ receiptId }) => receiptId === id),
  }));
  const notice = agreedText(newest, agreed);
  const mandatory = await mandatoryOf(tx, grants);
  const number = receiptNumber(randomBytes(5));
  const id = await insertReceipt(tx, {
    ...{ pseudonym, kind, collectionMethod, actor, provider: null },
    shown: {
      language: notice.language,
      notice,
      noticeHash: createHash("sha256").update(canonicalShownText(notice)).digest("hex"),
      receiptNumber: number,
    },
    items: grants.map(({ versionId, attribute, basis }) => ({
      ...{ versionId, attribute, basis, source: null },
      mandatory: mandatory.has(`${versionId} ${attribute}`),
      state: stateOf(kind),
    })),
    ...(kind === "withdrawal" && { before: { live: grants.map(idOf), expired: [] } }),
  });
  return { id, number };
}

const stateOf = (kind: Ending["kind"]) =>
  kind === "correction" ? "corrected" : kind === "withdrawal" ? "denied" : "ended";

const idOf = ({ versionId, attribute }: EndedGrant) => `${versionId}.${attribute}`;

/** The receipts of these grants, newest first; the newest receipt of the person if there are no grants. */
function textsOf(
  tx: Executor,
  pseudonym: string,
  grants: readonly EndedGrant[],
): Promise<{ id: string; notice: ShownText }[]> {
  const ids = [...new Set(grants.map(({ receiptId }) => receiptId))].map((id) => sql`${id}::uuid`);
  return ids.length === 0
    ? tx.execute(sql`
        select id, notice from receipt where pseudonym = ${pseudonym}::uuid order by decided_at desc, id limit 1`)
    : tx.execute(sql`
        select id, notice from receipt where id in (${sql.join(ids, sql`, `)}) order by decided_at desc, id`);
}

async function mandatoryOf(tx: Executor, grants: readonly EndedGrant[]): Promise<ReadonlySet<string>> {
  if (grants.length === 0) return new Set();
  const ids = sql.join(
    [...new Set(grants.map(({ versionId }) => versionId))].map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const rows = await tx.execute<{ key: string }>(sql`
    select version_id || ' ' || attribute_key as key from purpose_version_attribute
    where version_id in (${ids}) and mandatory`);
  return new Set(rows.map(({ key }) => key));
}
