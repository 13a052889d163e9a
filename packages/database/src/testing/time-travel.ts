import { sql } from "drizzle-orm";
import type { Database } from "../engine/open.ts";
import { rewriteLedger } from "./tampering.ts";

const moments: Readonly<Record<string, readonly string[]>> = {
  receipt: ["decided_at"],
  receipt_item: ["decided_at"],
  event: ["at"],
  consent_grant: ["granted_at", "expires_at", "ended_at"],
  purpose_version: ["published_at", "ask_from"],
  signing_key: ["created_at", "retired_at"],
  oidc_key: ["created_at"],
};

/**
 * Lets days pass, because tests cannot wait for them: everything on record, and what the ledger says of it, moves that
 * far into the past together. Only a superuser can do it.
 */
export async function letDaysPass({ orm }: Pick<Database, "orm">, days: number): Promise<void> {
  await orm.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const [table, columns] of Object.entries(moments)) {
      const earlier = columns.map((name) => `${name} = ${name} - interval '${days} days'`).join(", ");
      await tx.execute(sql.raw(`update ${table} set ${earlier}`));
    }
    await tx.execute(sql.raw(rewriteLedger));
  });
}
