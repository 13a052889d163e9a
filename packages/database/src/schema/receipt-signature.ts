import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { shapeOf } from "./columns.ts";
import { receipt } from "./receipt.ts";

/**
 * The signed form of a receipt, made in the transaction of the receipt. Never changed, never deleted (trigger). It is in
 * no digest, because it signs the hash of the ledger's entry. Receipts from before it was kept have none.
 */
export const receiptSignature = pgTable(
  "receipt_signature",
  {
    receiptId: uuid()
      .primaryKey()
      .references(() => receipt.id, { onDelete: "restrict" }),
    /** In compact form, RFC 7515, section 7.1. */
    jws: text().notNull(),
  },
  (table) => [shapeOf("receipt_signature_jws_shape", table.jws, "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")],
);
