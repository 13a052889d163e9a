import "server-only";
import { maxSignedReceiptLength, readSignedClaims } from "@assent/consent/receipt/receipt-signed";
import { type GrantState, receiptStatus, type ReceiptStatus } from "@assent/database/audit/receipt-status";
import * as z from "zod/mini";
import { database } from "@/platform/database";
import type { SignedRecord } from "../offline/record-facts";
import { verifySignature } from "@/platform/signing/signing";

/** The input: a signed receipt, with any white space that copying added. */
export const receiptToVerify = z.object({
  receipt: z.string("malformed").check(
    z.overwrite((pasted) => pasted.replaceAll(/\s/g, "")),
    z.minLength(1, "missing"),
    z.maxLength(maxSignedReceiptLength, "too-large"),
  ),
});

export type ReceiptVerification =
  /** Not signed here, changed, or not a receipt at all. The answer does not say which. */
  | { readonly valid: false }
  | {
      readonly valid: true;
      /** The key that signed it, as published. */
      readonly key: string;
      readonly signedAt: Date;
      readonly number: string;
      readonly decidedAt: Date;
      /** What the receipt itself says. */
      readonly record: SignedRecord;
      /** Null if the signature is valid but the installation does not know the receipt in this form. */
      readonly status: {
        readonly kind: ReceiptStatus["kind"];
        /**
         * A suspended account counts as active here, because only the person and the organisation may know that it is
         * suspended.
         */
        readonly account: "active" | "closed";
        readonly grants: readonly VerifiedGrant[];
      } | null;
    };

/** What was agreed to, in the words of the receipt, and its current state. */
export interface VerifiedGrant {
  readonly purpose: string;
  readonly versionId: string;
  readonly attribute: string;
  readonly label: string;
  readonly state: GrantState;
}

/**
 * The current state of a signed receipt. The holder already knows its content, and learns its current state. Without a
 * receipt nothing can be looked up by number or id.
 */
export async function verifyReceipt(jws: string): Promise<ReceiptVerification> {
  const signature = await verifySignature(jws);
  const claims = signature.ok ? readSignedClaims(signature.payload) : null;
  if (!signature.ok || !claims) return { valid: false };
  const { kind, actor, collectionMethod, asked } = claims;
  const known = await receiptStatus(database().orm, claims.id);
  const same = known?.number === claims.number && known.noticeHash === claims.noticeHash;
  const became = new Map(known?.grants.map(({ versionId, attribute, state }) => [`${versionId} ${attribute}`, state]));
  const grants = asked.flatMap(({ versionId, attribute, purpose, label }) => {
    const state = became.get(`${versionId} ${attribute}`);
    return state ? [{ purpose, versionId, attribute, label, state }] : [];
  });
  return {
    valid: true,
    key: signature.kid,
    signedAt: new Date(claims.signedAt * 1000),
    number: claims.number,
    decidedAt: new Date(claims.decidedAt),
    record: { kind, actor, collectionMethod, asked },
    status:
      known && same ? { kind: known.kind, account: known.account === "closed" ? "closed" : "active", grants } : null,
  };
}
