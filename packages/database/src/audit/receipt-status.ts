import type { ReceiptKind } from "@assent/consent/receipt/receipt-record";
import { asc, eq, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { consentGrant, type grantEndReasons } from "../schema/consent-grant.ts";
import { receipt } from "../schema/receipt.ts";
import { users, type UserStatus } from "../schema/users.ts";

/** The state of one grant today. */
export type GrantState = "live" | (typeof grantEndReasons)[number];

export interface ReceiptStatus {
  readonly number: string;
  /** "notice": people were told and not asked, and the values are kept on another legal basis. */
  readonly kind: ReceiptKind;
  readonly noticeHash: string;
  readonly decidedAt: Date;
  /** The status of its account; "closed" once no row leads from the receipt to an account. */
  readonly account: UserStatus;
  /** Its grants, by version and attribute. */
  readonly grants: readonly { readonly versionId: string; readonly attribute: string; readonly state: GrantState }[];
}

/** The current status of a receipt, for a person who has it. By id, because the number is short enough to guess. */
export async function receiptStatus(executor: Executor, receiptId: string): Promise<ReceiptStatus | null> {
  const { number, kind, noticeHash, decidedAt } = receipt;
  const { purposeVersionId: versionId, attributeKey: attribute, endReason, expiresAt, endedAt } = consentGrant;
  const [[found], grants] = await Promise.all([
    executor
      .select({ number, kind, noticeHash, decidedAt, account: users.status })
      .from(receipt)
      .leftJoin(users, eq(users.pseudonym, receipt.pseudonym))
      .where(eq(receipt.id, receiptId)),
    executor
      .select({
        ...{ versionId, attribute },
        state: sql<GrantState>`case when ${endedAt} is not null then ${endReason}
          when ${expiresAt} <= clock_timestamp() then 'expired' else 'live' end`,
      })
      .from(consentGrant)
      .where(eq(consentGrant.receiptId, receiptId))
      .orderBy(asc(versionId), asc(attribute)),
  ]);
  return found ? { ...found, account: found.account ?? "closed", grants } : null;
}
