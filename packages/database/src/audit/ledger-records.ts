import type { DigestedEvent, DigestedReceipt } from "@assent/consent/ledger/ledger";
import type { ShownText } from "@assent/consent/receipt/receipt";
import type { ReceiptSnapshot } from "@assent/consent/receipt/snapshot";
import { inArray, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import type { Finding } from "./ledger-problem.ts";
import { event } from "../schema/event.ts";
import type { LedgerPayload } from "../schema/ledger-entry.ts";
import { receipt } from "../schema/receipt.ts";
import { receiptItem } from "../schema/receipt-item.ts";

export interface DigestedRecords {
  readonly events: ReadonlyMap<string, DigestedEvent>;
  readonly receipts: ReadonlyMap<
    string,
    DigestedReceipt & { readonly notice: ShownText; readonly snapshot: ReceiptSnapshot | null }
  >;
}

/** The events and receipts that these entries name, in the shape that the ledger digests. */
export async function digestedRecords(
  executor: Executor,
  entries: readonly { readonly payload: LedgerPayload }[],
): Promise<DigestedRecords> {
  const eventIds = entries.map(({ payload }) => payload.event);
  const receiptIds = [...new Set(entries.flatMap(({ payload }) => payload.receipt ?? []))];
  const [events, receipts, items] = await Promise.all([
    eventIds.length === 0 ? [] : executor.select().from(event).where(inArray(event.id, eventIds)),
    receiptIds.length === 0 ? [] : executor.select().from(receipt).where(inArray(receipt.id, receiptIds)),
    receiptIds.length === 0
      ? []
      : executor.select().from(receiptItem).where(inArray(receiptItem.receiptId, receiptIds)),
  ]);
  return {
    events: new Map(events.map((row) => [row.id, digestedEvent(row)])),
    receipts: new Map(
      receipts.map((row) => [
        row.id,
        digestedReceipt(
          row,
          items.filter(({ receiptId }) => receiptId === row.id),
        ),
      ]),
    ),
  };
}

// Field by field, like the functions in migrations/0002_proof.sql, so that a new column of these tables is in no
// digest.
function digestedEvent(row: typeof event.$inferSelect): DigestedEvent {
  const { id, at, type, actorKind, actorId, pseudonym, providerId, purposeId, receiptId, language, details } = row;
  const who = { actorKind, actorId, pseudonym };
  return { id, at: at.toISOString(), type, ...who, providerId, purposeId, receiptId, language, details };
}

function digestedReceipt(row: typeof receipt.$inferSelect, items: readonly (typeof receiptItem.$inferSelect)[]) {
  const { id, number, pseudonym, kind, providerId, providerName, language, noticeHash, collectionMethod } = row;
  const { snapshot, snapshotHash } = row;
  // Items repeat the time, for lists. If the times differ, the digest cannot match the receipt's.
  const times = new Set([row, ...items].map(({ decidedAt }) => decidedAt.toISOString()));
  return {
    ...{ id, number, pseudonym, kind, providerId, providerName, language, noticeHash, collectionMethod },
    decidedAt: [...times].join(),
    items: items.map(({ purposeVersionId: versionId, attributeKey: attribute, state, mandatory, source, basis }) => ({
      ...{ versionId, attribute, state, mandatory, source, basis },
    })),
    snapshotHash,
    notice: row.notice,
    snapshot,
  };
}

/**
 * An event or a receipt without an entry: it was inserted around the triggers, or its entry was removed. Null if there
 * is none.
 */
export async function findUnlistedRecord(executor: Executor): Promise<Finding | null> {
  const [stray] = await executor.execute<{ event: string | null; receipt: string | null }>(sql`
    (select e.id as event, null as receipt from event e where e.type <> 'refused'
      and not exists (select from ledger_entry l where l.payload ->> 'event' = e.id::text) order by e.at, e.id limit 1)
    union all
    (select null, r.number from receipt r
      where not exists (select from ledger_entry l where l.payload ->> 'receipt' = r.id::text)
      order by r.decided_at, r.id limit 1)
    limit 1`);
  if (!stray) return null;
  return stray.event === null
    ? { problem: "receipt-unlisted", about: { receipt: stray.receipt ?? "" } }
    : { problem: "event-unlisted", about: { event: stray.event } };
}
