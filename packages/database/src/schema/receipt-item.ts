import { valueSources } from "@assent/consent/attribute/attribute";
import { noticeBases } from "@assent/consent/purpose/purpose";
import { recordStates } from "@assent/consent/receipt/receipt-record";
import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, oneOf } from "./columns.ts";
import { purposeVersionAttribute } from "./purpose-version-attribute.ts";
import { receipt } from "./receipt.ts";

/** The decision about one attribute of one version that was shown, or what happened to it later. Never changed, never deleted (trigger). */
export const receiptItem = pgTable(
  "receipt_item",
  {
    receiptId: uuid().notNull(),
    purposeVersionId: uuid().notNull(),
    attributeKey: text().notNull(),
    state: text({ enum: recordStates }).notNull(),
    mandatory: boolean().notNull(),
    source: text({ enum: valueSources }),
    /** As its version says: the legal basis if it is another one than the version's. A trigger compares them. */
    basis: text({ enum: noticeBases }),
    /**
     * The time of the receipt, which a foreign key enforces, so that an index can have decisions of one kind in order.
     */
    decidedAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.receiptId, table.purposeVersionId, table.attributeKey] }),
    foreignKey({
      name: "receipt_item_of_receipt",
      columns: [table.receiptId, table.decidedAt],
      foreignColumns: [receipt.id, receipt.decidedAt],
    }).onDelete("restrict"),
    foreignKey({
      name: "receipt_item_as_asked",
      columns: [table.purposeVersionId, table.attributeKey, table.mandatory],
      foreignColumns: [
        purposeVersionAttribute.versionId,
        purposeVersionAttribute.attributeKey,
        purposeVersionAttribute.mandatory,
      ],
    }).onDelete("restrict"),
    oneOf("receipt_item_state_known", table.state, recordStates),
    oneOf("receipt_item_source_known", table.source, valueSources),
    oneOf("receipt_item_basis_known", table.basis, noticeBases),
    // What is told cannot be refused, and so not be withdrawn either.
    check("receipt_item_told_is_not_refused", sql`${table.basis} is null or ${table.state} <> 'denied'`),
    check("receipt_item_source_when_granted", sql`(${table.state} = 'granted') = (${table.source} is not null)`),
    index("receipt_item_by_version").on(
      table.purposeVersionId,
      table.attributeKey,
      table.state,
      table.decidedAt,
      table.receiptId,
    ),
  ],
);
