import { sql } from "drizzle-orm";
import { check, integer, pgTable } from "drizzle-orm/pg-core";
import { pictureColumns, pictureRules } from "./picture.ts";

/** The logo of the organisation, where it has one. Not in the row of settings, because every page reads that one. */
export const organisationLogo = pgTable(
  "organisation_logo",
  { id: integer().primaryKey().default(1), ...pictureColumns() },
  (table) => [check("organisation_logo_is_one_row", sql`${table.id} = 1`), ...pictureRules("organisation_logo", table)],
);
