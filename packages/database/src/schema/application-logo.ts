import { pgTable, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { pictureColumns, pictureRules } from "./picture.ts";

/** The logo of an application, if it has one. */
export const applicationLogo = pgTable(
  "application_logo",
  {
    applicationId: uuid()
      .primaryKey()
      .references(() => application.id, { onDelete: "restrict" }),
    ...pictureColumns(),
  },
  (table) => pictureRules("application_logo", table),
);
