import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, languageTag, moment, oneOf } from "./columns.ts";

export const roles = ["person", "administrator"] as const;
export type Role = (typeof roles)[number];
export const userStatuses = ["active", "suspended", "closed"] as const;
/** Article 18(1) GDPR, points (a) to (d), in this order. */
export const restrictionGrounds = ["accuracy", "unlawful", "claims", "objection"] as const;
export type RestrictionGround = (typeof restrictionGrounds)[number];
export type UserStatus = (typeof userStatuses)[number];

/**
 * An account, without personal data. Receipts and events name the person by the pseudonym only. It is never replaced
 * (trigger): closing the account sets it to null, and nothing leads from those records to the person any more.
 */
export const users = pgTable(
  "users",
  {
    id: id(),
    pseudonym: uuid(),
    /**
     * Random. With it the ledger entry of the account can be checked to be of this id and pseudonym, and without it no one
     * can try out which account an entry is of; so it goes with the pseudonym.
     */
    linkSalt: uuid().default(sql`gen_random_uuid()`),
    role: text({ enum: roles }).notNull().default("person"),
    status: text({ enum: userStatuses }).notNull().default("active"),
    language: text().notNull(),
    createdAt: createdAt(),
    lastSignInAt: moment(),
    closedAt: moment(),
    /** Since when what is stored is only kept, and not used; null if its use is not restricted. */
    restrictedAt: moment(),
    restriction: text({ enum: restrictionGrounds }),
    /** When the restriction ends, once that is settled. The person is told before (Article 18(3) GDPR). */
    restrictedUntil: moment(),
  },
  (table) => [
    unique("users_pseudonym_unique").on(table.pseudonym),
    oneOf("users_role_known", table.role, roles),
    oneOf("users_status_known", table.status, userStatuses),
    languageTag("users_language_shape", table.language),
    check("users_pseudonym_until_closed", sql`(${table.status} = 'closed') = (${table.pseudonym} is null)`),
    check("users_link_salt_until_closed", sql`(${table.status} = 'closed') = (${table.linkSalt} is null)`),
    check("users_pseudonym_is_not_the_id", sql`${table.pseudonym} <> ${table.id}`),
    check("users_closed_at_when_closed", sql`(${table.status} = 'closed') = (${table.closedAt} is not null)`),
    check("users_closed_has_no_role", sql`${table.status} <> 'closed' or ${table.role} = 'person'`),
    oneOf("users_restriction_known", table.restriction, restrictionGrounds),
    check("users_restriction_has_a_ground", sql`(${table.restrictedAt} is null) = (${table.restriction} is null)`),
    check("users_restriction_ends_later", sql`${table.restrictedUntil} > ${table.restrictedAt}`),
    check(
      "users_closed_is_not_restricted",
      sql`${table.status} <> 'closed' or (${table.restrictedAt} is null and ${table.restrictedUntil} is null)`,
    ),
    index("users_by_creation").on(table.createdAt, table.id),
    index("users_by_status").on(table.status, table.createdAt, table.id),
    index("users_by_presence").on(sql`coalesce(${table.lastSignInAt}, ${table.createdAt})`, table.id),
    index("users_administrators")
      .on(table.id)
      .where(sql`${table.role} = 'administrator'`),
  ],
);
