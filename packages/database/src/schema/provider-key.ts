import { sql } from "drizzle-orm";
import { boolean, check, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf, oneOf } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";

export const providerKeyAlgorithms = ["EdDSA", "Ed25519", "ES256", "RS256"] as const;

/**
 * Keys with which we authenticate at a provider's token endpoint (private_key_jwt). All are published and one is in
 * use: a new one can be fetched before it signs, and the earlier one stays until it is removed.
 */
export const providerKey = pgTable(
  "provider_key",
  {
    id: id(),
    providerId: uuid()
      .notNull()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    /** Its thumbprint, RFC 7638. */
    kid: text().notNull(),
    algorithm: text({ enum: providerKeyAlgorithms }).notNull(),
    /** The public JWK. */
    publicKey: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    /** The private JWK, sealed for this row's id; the application opens it. */
    privateKeySealed: text().notNull(),
    inUse: boolean().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("provider_key_kid_unique").on(table.kid),
    lengthOf("provider_key_kid_length", table.kid, 43, 43),
    oneOf("provider_key_algorithm_known", table.algorithm, providerKeyAlgorithms),
    check("provider_key_public_key_is_object", sql`jsonb_typeof(${table.publicKey}) = 'object'`),
    // RFC 7518, sections 6.2.2 and 6.3.2; RFC 8037, section 2: the private part of each kind of key has this name.
    check("provider_key_public_key_is_public", sql`not jsonb_exists(${table.publicKey}, 'd')`),
    uniqueIndex("provider_key_one_in_use")
      .on(table.providerId)
      .where(sql`${table.inUse}`),
  ],
);
