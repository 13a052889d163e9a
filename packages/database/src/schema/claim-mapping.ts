import { dateRules, letterRules, listRules } from "@assent/consent/claims/claim-rules";
import type { ClaimSource } from "@assent/consent/claims/claim-sources";
import { sql } from "drizzle-orm";
import { check, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { attribute } from "./attribute.ts";
import { lengthOf, oneOf } from "./columns.ts";
import { identityProvider, syncPolicies } from "./identity-provider.ts";

/**
 * Where a provider's claims hold an attribute (member names from the outermost to the innermost), and the rules for it;
 * null means the usual.
 */
export const claimMapping = pgTable(
  "claim_mapping",
  {
    providerId: uuid()
      .notNull()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    attributeKey: text()
      .notNull()
      .references(() => attribute.key, { onDelete: "restrict" }),
    /** The first claim of the first source. */
    claimPath: text().array().notNull(),
    /**
     * All sources, in the order in which they are tried; each is a list of paths whose claims are joined. Null: the
     * claim path alone.
     */
    sources: jsonb().$type<readonly ClaimSource[]>(),
    letters: text({ enum: letterRules }),
    list: text({ enum: listRules }),
    dates: text({ enum: dateRules }),
    sync: text({ enum: syncPolicies }),
    /** The default for people of whom nothing is sent, in canonical form. */
    defaultValue: text(),
    /**
     * The day (UTC) on which the provider last sent it for a person who agreed to it; null: never. The value is not
     * kept.
     */
    lastSeen: date({ mode: "string" }),
    /** How many sign-ins brought something unusable here, and the last day (UTC). It names no person. */
    unusableCount: integer().notNull().default(0),
    unusableLast: date({ mode: "string" }),
  },
  (table) => [
    primaryKey({ columns: [table.providerId, table.attributeKey] }),
    index("claim_mapping_by_attribute").on(table.attributeKey),
    check("claim_mapping_path_depth", sql`cardinality(${table.claimPath}) between 1 and 8`),
    check("claim_mapping_path_complete", sql`array_position(${table.claimPath}, null) is null`),
    oneOf("claim_mapping_letters_known", table.letters, letterRules),
    oneOf("claim_mapping_list_known", table.list, listRules),
    oneOf("claim_mapping_dates_known", table.dates, dateRules),
    check("claim_mapping_sources_count", sql`jsonb_array_length(${table.sources}) between 1 and 5`),
    check("claim_mapping_sources_begin", sql`${table.sources} -> 0 -> 0 = to_jsonb(${table.claimPath})`),
    oneOf("claim_mapping_sync_known", table.sync, syncPolicies),
    lengthOf("claim_mapping_default_length", table.defaultValue, 1, 1024),
    // Only the provider can vouch that an address was verified.
    check(
      "claim_mapping_default_vouches_for_nothing",
      sql`${table.defaultValue} is null or ${table.attributeKey} not in ('email_verified', 'phone_number_verified')`,
    ),
  ],
);
