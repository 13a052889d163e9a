import { noticeBases } from "@assent/consent/purpose/purpose";
import type { PurposeTerms } from "@assent/consent/purpose/purpose-terms";
import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf, moment, oneOf } from "./columns.ts";
import { purpose } from "./purpose.ts";

/** The legal basis: consent, or another one, of which people are told. */
export const lawfulBases = ["consent", ...noticeBases] as const;
export type LawfulBasis = (typeof lawfulBases)[number];

export const retentionKinds = ["account-closed", "withdrawn", "days"] as const;

/**
 * One version of a purpose. Once published it never changes (trigger), because receipts refer to it. Only the audit log
 * says who wrote and published it, by pseudonym: a user id here would lead from a closed account to what its owner did.
 */
export const purposeVersion = pgTable(
  "purpose_version",
  {
    id: id(),
    // Deleting a purpose without any decision deletes its versions; receipts and grants prevent all other deletions.
    purposeId: uuid()
      .notNull()
      .references(() => purpose.id, { onDelete: "cascade" }),
    number: integer().notNull(),
    lawfulBasis: text({ enum: lawfulBases }).notNull().default("consent"),
    retentionKind: text({ enum: retentionKinds }).notNull(),
    retentionDays: integer(),
    /** Only in versions from before notes could be translated; later notes are among the texts. */
    legalNote: text(),
    /** Whether it asks anything of people who decided on an earlier version, as it must if it asks for more. */
    material: boolean().notNull(),
    /** Whether it asks them everything, and not only what is new. */
    asksAll: boolean().notNull().default(false),
    /** Whether the organisation itself is among its recipients; applications are in purpose_version_recipient. */
    forOrganisation: boolean().notNull().default(true),
    /** Other recipients, places and conditions; null if it says nothing of them. */
    terms: jsonb().$type<PurposeTerms>(),
    /** Whether it ended earlier grants of attributes that it does not ask for: end-with-purpose.ts. */
    endsDropped: boolean().notNull().default(false),
    /** Until then people with an account may put off its questions. Null: they are asked at their next sign-in. */
    askFrom: moment(),
    createdAt: createdAt(),
    publishedAt: moment(),
  },
  (table) => [
    unique("purpose_version_number_unique").on(table.purposeId, table.number),
    unique("purpose_version_of_purpose").on(table.id, table.purposeId),
    check("purpose_version_asks_all_is_material", sql`${table.material} or not ${table.asksAll}`),
    check(
      "purpose_version_ends_dropped_when_published",
      sql`${table.publishedAt} is not null or not ${table.endsDropped}`,
    ),
    check("purpose_version_ask_from_after_publishing", sql`${table.askFrom} > ${table.publishedAt}`),
    check("purpose_version_number_positive", sql`${table.number} > 0`),
    oneOf("purpose_version_lawful_basis_known", table.lawfulBasis, lawfulBases),
    oneOf("purpose_version_retention_known", table.retentionKind, retentionKinds),
    check(
      "purpose_version_days_when_days",
      sql`(${table.retentionKind} = 'days') = (${table.retentionDays} is not null)`,
    ),
    check(
      "purpose_version_terms_shape",
      sql`${table.terms} is null or (jsonb_typeof(${table.terms} -> 'parties') = 'array'
        and jsonb_typeof(${table.terms} -> 'storedIn') = 'array' and jsonb_typeof(${table.terms} -> 'automated') = 'boolean'
        and coalesce(${table.terms} ->> 'consentDays', '1') ~ '^[1-9][0-9]{0,4}$') is true`,
    ),
    check("purpose_version_days_range", sql`${table.retentionDays} between 1 and 36500`),
    lengthOf("purpose_version_legal_note_length", table.legalNote, 1, 4000),
  ],
);
