import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";

/**
 * What stays of a sign-in identifier when its account is closed: a hash that recognises the identifier, so that the
 * account stays closed, and does not reveal it.
 */
export function closedSubject(providerId: string, subject: string): string {
  return `closed:${createHash("sha256").update(`${providerId} ${subject}`).digest("hex")}`;
}

/** The same in SQL, for the current row of `federated_identity`. */
export const closedSubjectSql: SQL = sql`
  'closed:' || encode(sha256(convert_to(provider_id::text || ' ' || subject, 'UTF8')), 'hex')`;
