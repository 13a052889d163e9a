import { sql } from "drizzle-orm";
import { check, integer, pgTable } from "drizzle-orm/pg-core";
import { pictureColumns, pictureRules } from "./picture.ts";

/** The logo of the organisation, if it has one. It is not in the row of settings, because every page reads that row. */
export const organisationLogo = pgTable(
  "organisation_logo",
  { id: integer().primaryKey().default(1), ...pictureColumns() },
  (table) => [check("organisation_logo_is_one_row", sql`${table.id} = 1`), ...pictureRules("organisation_logo", table)],
);
