import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, jsonb, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf, moment } from "./columns.ts";

/** The public half of a key, RFC 8037, section 2. */
export interface PublicSigningKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
}

/**
 * A key that signs. One is current. A retired one keeps its public key, so that old signatures can be verified, and
 * loses its private key, so that it cannot sign any more.
 */
export const signingKeyColumns = () => ({
  id: id(),
  /** Its thumbprint, RFC 7638. */
  kid: text().notNull(),
  publicKey: jsonb().$type<PublicSigningKey>().notNull(),
  /** The private JWK, sealed for this row's id; the application opens it. */
  privateKeySealed: text(),
  createdAt: createdAt(),
  retiredAt: moment(),
});

type SigningKeyColumns = Readonly<Record<keyof ReturnType<typeof signingKeyColumns>, AnyPgColumn>>;

/** The rules for keys in any table. */
export const signingKeyRules = (name: string, table: SigningKeyColumns) => [
  unique(`${name}_kid_unique`).on(table.kid),
  lengthOf(`${name}_kid_length`, table.kid, 43, 43),
  check(`${name}_public_key_is_object`, sql`jsonb_typeof(${table.publicKey}) = 'object'`),
  check(`${name}_private_until_retired`, sql`(${table.retiredAt} is null) = (${table.privateKeySealed} is not null)`),
  uniqueIndex(`${name}_one_current`)
    .on(sql`(${table.retiredAt} is null)`)
    .where(sql`${table.retiredAt} is null`),
];

/** Keys that sign receipts. */
export const signingKey = pgTable("signing_key", signingKeyColumns(), (table) => signingKeyRules("signing_key", table));
