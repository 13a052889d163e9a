import { index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { purposeVersion } from "./purpose-version.ts";

/**
 * An application that a version of a purpose names: what is granted may be released to it. People read it as part of
 * the version.
 */
export const purposeVersionRecipient = pgTable(
  "purpose_version_recipient",
  {
    versionId: uuid()
      .notNull()
      .references(() => purposeVersion.id, { onDelete: "cascade" }),
    applicationId: uuid()
      .notNull()
      .references(() => application.id, { onDelete: "restrict" }),
  },
  (table) => [
    primaryKey({ columns: [table.versionId, table.applicationId] }),
    index("purpose_version_recipient_by_application").on(table.applicationId),
  ],
);
