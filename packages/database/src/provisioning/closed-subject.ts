import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";

/**
 * What stays of a sign-in identifier when its account is closed: enough to know it again when it comes, which keeps the
 * account closed, and not what it was.
 */
export function closedSubject(providerId: string, subject: string): string {
  return `closed:${createHash("sha256").update(`${providerId} ${subject}`).digest("hex")}`;
}

/** The same, of the row of `federated_identity` at hand. */
export const closedSubjectSql: SQL = sql`
  'closed:' || encode(sha256(convert_to(provider_id::text || ' ' || subject, 'UTF8')), 'hex')`;
