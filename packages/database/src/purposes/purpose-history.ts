import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { versionColumns, versionFromRow, type VersionRow } from "./purpose-version-sql.ts";

/** One version of a purpose, for the history page. */
export interface PastVersion {
  readonly version: PurposeVersion;
  readonly createdAt: Date;
  /** Null for the draft. */
  readonly publishedAt: Date | null;
  /** The user id of the publisher; null for a closed account and for the system. */
  readonly publishedBy: string | null;
  /** Whether it asked anything of people who had decided before, and whether everything. */
  readonly material: boolean;
  readonly asksAll: boolean;
  /** The number of receipts that name it. */
  readonly receipts: number;
}

/** All versions of a purpose, newest first; none for an unknown purpose. */
export async function versionsOf(executor: Executor, purposeId: string): Promise<PastVersion[]> {
  const rows = await executor.execute<VersionRow & Omit<PastVersion, "version"> & { position: number }>(sql`
    select p.position, ${versionColumns}, v.created_at as "createdAt", v.published_at as "publishedAt", v.material, v.asks_all as "asksAll",
      (select u.id from event e join users u on u.pseudonym = e.actor_id where e.purpose_id = p.id
        and (e.type = 'purpose-changed' and e.details ->> 'number' = v.number::text
          or e.type = 'purpose-created' and v.number = 1 and e.at = v.published_at) limit 1) as "publishedBy",
      (select count(distinct i.receipt_id) from receipt_item i where i.purpose_version_id = v.id) as receipts
    from purpose_version v join purpose p on p.id = v.purpose_id
    where p.id = ${purposeId} order by v.number desc`);
  return rows.map((row) => {
    const { createdAt, publishedAt, publishedBy, material, asksAll, receipts } = row;
    const facts = { createdAt, publishedAt, publishedBy, material, asksAll, receipts };
    return { version: versionFromRow(row, row.position), ...facts };
  });
}
