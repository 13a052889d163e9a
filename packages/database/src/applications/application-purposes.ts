import type { PurposeVersion, RecipientApplication } from "@assent/consent/purpose/purpose";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { currentVersion, versionColumns, versionFromRow, type VersionRow } from "../purposes/purpose-version-sql.ts";
import type { PurposeStatus } from "../schema/purpose.ts";

export interface NameableApplication extends RecipientApplication {
  /** No one signs in to a service, so a purpose that names only services is never asked. */
  readonly service: boolean;
}

/** The applications that a purpose can name, by name. */
export function nameableApplications(executor: Executor): Promise<NameableApplication[]> {
  return executor.execute<{ id: string; clientId: string; name: string; service: boolean }>(sql`
    select id, client_id as "clientId", name, kind = 'service' as service from application where deleted_at is null
    order by lower(name), id`);
}

export interface NamingPurpose {
  readonly id: string;
  readonly status: PurposeStatus;
  /** The version that people are asked, or would be if the purpose were not archived. */
  readonly version: PurposeVersion;
}

/** The published purposes whose current version names this application, in order; archived ones are last. */
export async function purposesNaming(executor: Executor, applicationId: string): Promise<NamingPurpose[]> {
  const rows = await executor.execute<VersionRow & { id: string; status: PurposeStatus; position: number }>(sql`
    select p.id, p.status, p.position, ${versionColumns} from purpose p join ${currentVersion} v on true
    where exists (select from purpose_version_recipient r where r.version_id = v.id and r.application_id = ${applicationId})
    order by p.status = 'archived', p.position, p.id`);
  return rows.map((row) => ({ id: row.id, status: row.status, version: versionFromRow(row, row.position) }));
}
