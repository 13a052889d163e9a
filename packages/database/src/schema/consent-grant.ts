import { noticeBases } from "@assent/consent/purpose/purpose";
import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf } from "./columns.ts";
import { purposeVersionAttribute } from "./purpose-version-attribute.ts";
import { purposeVersion } from "./purpose-version.ts";
import { receipt } from "./receipt.ts";
import { users } from "./users.ts";

export const grantEndReasons = ["withdrawn", "superseded", "expired", "account-closed", "purpose-ended"] as const;

/** The effect of a decision: this attribute may be stored for this purpose, until the grant ends or expires. */
export const consentGrant = pgTable(
  "consent_grant",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    purposeId: uuid().notNull(),
    purposeVersionId: uuid().notNull(),
    attributeKey: text().notNull(),
    receiptId: uuid()
      .notNull()
      .references(() => receipt.id, { onDelete: "restrict" }),
    /** As its version says: the legal basis if it is another one than the version's. A trigger compares them. */
    basis: text({ enum: noticeBases }),
    grantedAt: createdAt(),
    expiresAt: moment(),
    endedAt: moment(),
    endReason: text({ enum: grantEndReasons }),
  },
  (table) => [
    foreignKey({
      name: "consent_grant_of_version",
      columns: [table.purposeVersionId, table.attributeKey],
      foreignColumns: [purposeVersionAttribute.versionId, purposeVersionAttribute.attributeKey],
    }).onDelete("restrict"),
    foreignKey({
      name: "consent_grant_of_purpose",
      columns: [table.purposeVersionId, table.purposeId],
      foreignColumns: [purposeVersion.id, purposeVersion.purposeId],
    }).onDelete("restrict"),
    uniqueIndex("consent_grant_one_live")
      .on(table.userId, table.attributeKey, table.purposeId)
      .where(sql`${table.endedAt} is null`),
    oneOf("consent_grant_basis_known", table.basis, noticeBases),
    oneOf("consent_grant_end_reason_known", table.endReason, grantEndReasons),
    check("consent_grant_reason_when_ended", sql`(${table.endedAt} is null) = (${table.endReason} is null)`),
    check("consent_grant_ends_after_start", sql`${table.endedAt} >= ${table.grantedAt}`),
    check("consent_grant_expires_after_start", sql`${table.expiresAt} > ${table.grantedAt}`),
    index("consent_grant_live_by_purpose")
      .on(table.purposeId, table.userId)
      .where(sql`${table.endedAt} is null`),
    index("consent_grant_live_by_time")
      .on(table.purposeId, table.grantedAt)
      .where(sql`${table.endedAt} is null`),
    index("consent_grant_by_version").on(table.purposeVersionId, table.attributeKey),
    index("consent_grant_by_user").on(table.userId),
  ],
);
