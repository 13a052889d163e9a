import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, lengthOf, moment, sha256 } from "./columns.ts";

/**
 * What the OpenID provider keeps for a while: codes, tokens, interactions, pushed requests, used JTIs. The payload is
 * sealed under a key that is derived from the item's own id, and only the id's hash is here: a copy of the database can
 * neither use an item nor read whom it is about.
 */
export const oidcItem = pgTable(
  "oidc_item",
  {
    model: text().notNull(),
    idHash: text().notNull(),
    payloadSealed: text().notNull(),
    /** Hash of the id that joins a code and the tokens that came of it: revoked together. */
    grantHash: text(),
    /** Hash of an interaction's second name. */
    uidHash: text(),
    consumedAt: moment(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.model, table.idHash] }),
    sha256("oidc_item_id_hash_shape", table.idHash),
    sha256("oidc_item_grant_hash_shape", table.grantHash),
    sha256("oidc_item_uid_hash_shape", table.uidHash),
    lengthOf("oidc_item_model_length", table.model, 1, 40),
    lengthOf("oidc_item_payload_length", table.payloadSealed, 1, 65536),
    index("oidc_item_by_grant").on(table.grantHash),
    index("oidc_item_by_uid").on(table.model, table.uidHash),
    index("oidc_item_by_expiry").on(table.expiresAt),
  ],
);
