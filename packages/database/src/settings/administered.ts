import { sql } from "drizzle-orm";
import { findClient } from "../applications/applications.ts";
import { catalogue } from "../attributes/attributes.ts";
import type { Executor } from "../engine/orm.ts";
import { findById, findBySlug, listEnabled } from "../providers/identity-providers.ts";
import { livePurposes } from "../purposes/purposes.ts";
import { getInstallation } from "./installation.ts";
import { organisationLogoHash } from "./organisation-logo.ts";
import { getController } from "./settings.ts";

/**
 * The revision of what administrators set: of providers, purposes, attributes, applications, settings and the organisation,
 * with their pictures, texts and lists. Two equal revisions mean that what was committed is the same, so that what was read
 * under one holds under the other.
 *
 * It names the transactions that made the last changes, instead of counting: a counter would make administrators wait for
 * each other until the end of their transactions.
 */
export async function administeredRevision(executor: Executor): Promise<string> {
  const [row] = await executor.execute<{ revision: string | null }>(
    sql`select string_agg(transaction::text, ',' order by transaction) as revision from administrative_change`,
  );
  return row?.revision ?? "";
}

/**
 * What a process reads once for each revision. All that these functions read is of administrators: each table that a query
 * of theirs names has the trigger (administered.test.ts).
 */
export const administeredReads = {
  getInstallation,
  getController,
  organisationLogoHash,
  catalogue,
  findBySlug,
  findById,
  listEnabled,
  livePurposes,
  findClient,
} as const;
