import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { oneOf } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";

export const conditionKinds = ["claim", "email-verified", "email-domain"] as const;

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
      sql`(${table.kind} = 'email-verified') = (cardinality(${table.allowed}) = 0)`,
    ),
    check("account_condition_allowed_complete", sql`array_position(${table.allowed}, null) is null`),
  ],
);
