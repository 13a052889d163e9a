import { sql } from "drizzle-orm";
import type { AskedVersion } from "./account-rows.ts";
import type { RecordedDecision } from "./provision.ts";

/** One grant for each granted decision, with the duration of its version. */
export function grantRows(
  { userId, receiptId }: { readonly userId: string; readonly receiptId: string },
  decided: readonly { readonly decision: RecordedDecision; readonly version: AskedVersion }[],
) {
  return decided
    .filter(({ decision }) => decision.state === "granted")
    .map(({ decision: { item }, version }) => ({
      userId,
      receiptId,
      purposeVersionId: version.id,
      purposeId: version.purposeId,
      attributeKey: item.attribute,
      expiresAt:
        version.retentionDays === null ? null : sql`now() + make_interval(days => ${version.retentionDays}::int)`,
    }));
}
