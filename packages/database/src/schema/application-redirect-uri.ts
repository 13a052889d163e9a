import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { lengthOf, oneOf } from "./columns.ts";

export const redirectUriKinds = ["sign-in", "sign-out"] as const;
export type RedirectUriKind = (typeof redirectUriKinds)[number];

/** The addresses to which people may be sent back, compared exactly: RFC 9700, section 2.1. */
export const applicationRedirectUri = pgTable(
  "application_redirect_uri",
  {
    applicationId: uuid()
      .notNull()
      .references(() => application.id, { onDelete: "restrict" }),
    kind: text({ enum: redirectUriKinds }).notNull(),
    uri: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.kind, table.uri] }),
    oneOf("application_redirect_uri_kind_known", table.kind, redirectUriKinds),
    lengthOf("application_redirect_uri_length", table.uri, 1, 2000),
  ],
);
