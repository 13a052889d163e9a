import { sql } from "drizzle-orm";
import { check, date, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { identityProvider } from "./identity-provider.ts";

/**
 * What the latest test sign-in of a provider saw: claim paths and the day (UTC). Nothing about the tester; names that
 * could be data are left out (packages/consent, claim-names).
 */
export const providerTest = pgTable(
  "provider_test",
  {
    providerId: uuid()
      .primaryKey()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    testedOn: date({ mode: "string" }).notNull(),
    claimPaths: text().array().notNull(),
  },
  (table) => [
    check("provider_test_paths_number", sql`cardinality(${table.claimPaths}) <= 100`),
    check("provider_test_paths_complete", sql`array_position(${table.claimPaths}, null) is null`),
    // No blanks, so that SQL can join and split the paths at blanks to check each of them.
    check(
      "provider_test_paths_without_blanks",
      sql`cardinality(string_to_array(array_to_string(${table.claimPaths}, ' '), ' ')) = cardinality(${table.claimPaths})`,
    ),
    check("provider_test_paths_are_names", sql`array_to_string(${table.claimPaths}, ' ') !~ '[^ ]{201}|@'`),
  ],
);
