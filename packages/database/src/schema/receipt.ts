import type { ShownText } from "@assent/consent/receipt/receipt";
import { collectionMethods, receiptKinds } from "@assent/consent/receipt/receipt-record";
import type { ReceiptSnapshot } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, languageTag, lengthOf, oneOf, sha256, shapeOf } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";

/**
 * Proof of one decision, or of what happened to earlier ones: the exact text, without any value. Never changed, never
 * deleted (trigger).
 */
export const receipt = pgTable(
  "receipt",
  {
    id: id(),
    number: text().notNull(),
    pseudonym: uuid().notNull(),
    kind: text({ enum: receiptKinds }).notNull(),
    providerId: uuid().references(() => identityProvider.id, { onDelete: "restrict" }),
    providerName: text(),
    language: text().notNull(),
    notice: jsonb().$type<ShownText>().notNull(),
    noticeHash: text().notNull(),
    collectionMethod: text({ enum: collectionMethods }).notNull(),
    /** What else the formats say. Null in receipts from before it was kept. The ledger digests its hash. */
    snapshot: jsonb().$type<ReceiptSnapshot>(),
    snapshotHash: text(),
    decidedAt: createdAt(),
  },
  (table) => [
    unique("receipt_number_unique").on(table.number),
    // For the foreign key of its items.
    unique("receipt_decided_at").on(table.id, table.decidedAt),
    // Crockford's base 32, without I, L, O and U: https://www.crockford.com/base32.html
    shapeOf("receipt_number_shape", table.number, "[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"),
    oneOf("receipt_kind_known", table.kind, receiptKinds),
    check("receipt_provider_named", sql`(${table.providerId} is null) = (${table.providerName} is null)`),
    lengthOf("receipt_provider_name_length", table.providerName, 1, 255),
    languageTag("receipt_language_shape", table.language),
    check("receipt_notice_is_object", sql`jsonb_typeof(${table.notice}) = 'object'`),
    sha256("receipt_notice_hash_shape", table.noticeHash),
    check("receipt_snapshot_is_object", sql`jsonb_typeof(${table.snapshot}) = 'object'`),
    sha256("receipt_snapshot_hash_shape", table.snapshotHash),
    check("receipt_snapshot_hashed", sql`(${table.snapshot} is null) = (${table.snapshotHash} is null)`),
    check("receipt_notice_is_told", sql`(${table.kind} = 'notice') = (${table.collectionMethod} = 'notice')`),
    oneOf("receipt_collection_method_known", table.collectionMethod, collectionMethods),
    index("receipt_by_pseudonym").on(table.pseudonym, table.decidedAt),
    // Read backwards for the newest first.
    index("receipt_by_time").on(table.decidedAt, table.id),
    index("receipt_by_provider").on(table.providerId, table.decidedAt, table.id),
  ],
);
