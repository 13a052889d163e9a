import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { oneOf } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";

export const conditionKinds = ["claim", "email-verified", "email-domain", "age"] as const;

/** What new people must fulfil before they are asked: all conditions of a provider, in this order. */
export const accountCondition = pgTable(
  "account_condition",
  {
    providerId: uuid()
      .notNull()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    position: integer().notNull(),
    kind: text({ enum: conditionKinds }).notNull(),
    /** As in claim_mapping; only for the kind `claim`. */
    claimPath: text().array(),
    /** Values or domains, one of which must match. */
    allowed: text().array().notNull(),
    /** Only for the kind `age`. */
    years: integer(),
    /** Whether people are asked for their age if the provider does not say it; only for the kind `age`. */
    asks: boolean(),
  },
  (table) => [
    primaryKey({ columns: [table.providerId, table.position] }),
    oneOf("account_condition_kind_known", table.kind, conditionKinds),
    check("account_condition_position_positive", sql`${table.position} > 0`),
    check("account_condition_path_of_claim", sql`(${table.kind} = 'claim') = (${table.claimPath} is not null)`),
    check("account_condition_path_depth", sql`cardinality(${table.claimPath}) between 1 and 8`),
    check("account_condition_path_complete", sql`array_position(${table.claimPath}, null) is null`),
    // An empty list would look like no condition, and would refuse everyone.
    check(
      "account_condition_allowed_listed",
      sql`(${table.kind} in ('email-verified', 'age')) = (cardinality(${table.allowed}) = 0)`,
    ),
    check(
      "account_condition_age_complete",
      sql`(${table.kind} = 'age') = (${table.years} is not null) and (${table.years} is null) = (${table.asks} is null)`,
    ),
    check("account_condition_years_human", sql`${table.years} between 1 and 120`),
    check("account_condition_allowed_complete", sql`array_position(${table.allowed}, null) is null`),
  ],
);
