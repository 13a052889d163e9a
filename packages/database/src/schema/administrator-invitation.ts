import { pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment, sha256 } from "./columns.ts";

/**
 * An open invitation to become an administrator, by the hash of its token. It does not say who is invited, and is
 * deleted when it is used or revoked; the audit log has its history.
 */
export const administratorInvitation = pgTable(
  "administrator_invitation",
  {
    id: id(),
    tokenHash: text().notNull(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    /** The pseudonym of its author, which leads to no one once that account is closed. */
    invitedBy: uuid().notNull(),
  },
  (table) => [
    unique("administrator_invitation_token_hash_unique").on(table.tokenHash),
    sha256("administrator_invitation_token_hash_shape", table.tokenHash),
  ],
);
