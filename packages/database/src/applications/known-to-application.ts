import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

// An application can ask about people whom it knows, and about purposes that name it. It does not learn that others exist.

/** The person whom the applications of a sector know by this subject, or null. A closed account has no subject. */
export async function findSubject(
  executor: Executor,
  { subject, sector }: { readonly subject: string; readonly sector: string },
): Promise<string | null> {
  const [found] = await executor.execute<{ userId: string }>(sql`
    select user_id as "userId" from application_subject where subject = ${subject} and sector = ${sector}`);
  return found?.userId ?? null;
}

/** Whether a published version of this purpose names this application, or once did. */
export async function isEverNamed(
  executor: Executor,
  { purposeId, applicationId }: { readonly purposeId: string; readonly applicationId: string },
): Promise<boolean> {
  const found = await executor.execute(sql`
    select from purpose_version v join purpose_version_recipient r on r.version_id = v.id
    where v.purpose_id = ${purposeId} and v.published_at is not null and r.application_id = ${applicationId} limit 1`);
  return found.length > 0;
}
