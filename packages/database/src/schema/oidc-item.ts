import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, lengthOf, moment, sha256 } from "./columns.ts";

/**
 * Temporary items of the OpenID provider: codes, tokens, interactions, pushed requests, used JTIs. The payload is
 * sealed with a key that is derived from the item's id, and only the hash of the id is stored: a copy of the database
 * can neither use an item nor read whom it is about.
 */
export const oidcItem = pgTable(
  "oidc_item",
  {
    model: text().notNull(),
    idHash: text().notNull(),
    payloadSealed: text().notNull(),
    /** Hash of the id that a code shares with its tokens, which are revoked together. */
    grantHash: text(),
    consumedAt: moment(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.model, table.idHash] }),
    sha256("oidc_item_id_hash_shape", table.idHash),
    sha256("oidc_item_grant_hash_shape", table.grantHash),
    lengthOf("oidc_item_model_length", table.model, 1, 40),
    lengthOf("oidc_item_payload_length", table.payloadSealed, 1, 65536),
    index("oidc_item_by_grant").on(table.grantHash),
    index("oidc_item_by_expiry").on(table.expiresAt),
  ],
);
