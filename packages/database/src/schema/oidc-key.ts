import { sql } from "drizzle-orm";
import { check, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf, moment, oneOf } from "./columns.ts";

/** Every client supports RS256 (OpenID Connect Core 1.0, section 15.1); EdDSA is small and fast (RFC 8037). */
export const oidcKeyAlgorithms = ["RS256", "EdDSA"] as const;
export type OidcKeyAlgorithm = (typeof oidcKeyAlgorithms)[number];

/**
 * Keys that sign tokens for applications; receipts have their own keys. A key is published before it signs, and stays
 * published as long as its tokens may come back as `id_token_hint`.
 */
export const oidcKey = pgTable(
  "oidc_key",
  {
    id: id(),
    /** Its thumbprint, RFC 7638. */
    kid: text().notNull(),
    algorithm: text({ enum: oidcKeyAlgorithms }).notNull(),
    publicKey: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    /** The private JWK, sealed for this row's id. */
    privateKeySealed: text().notNull(),
    createdAt: createdAt(),
    /** From then on it signs, unless a newer one of its algorithm does. */
    signsFrom: createdAt(),
    /** When a newer one took its place. */
    retiredAt: moment(),
  },
  (table) => [
    unique("oidc_key_kid_unique").on(table.kid),
    lengthOf("oidc_key_kid_length", table.kid, 43, 43),
    oneOf("oidc_key_algorithm_known", table.algorithm, oidcKeyAlgorithms),
    check("oidc_key_public_key_is_object", sql`jsonb_typeof(${table.publicKey}) = 'object'`),
    check("oidc_key_public_key_is_public", sql`not jsonb_exists(${table.publicKey}, 'd')`),
  ],
);
