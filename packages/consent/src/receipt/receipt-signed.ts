import * as z from "zod/mini";
import type { ReceiptRecord } from "./receipt-record.ts";

/** The `typ` of a signed receipt (RFC 7515, section 4.1.9), so that nothing else that this key signs passes for one. */
export const signedReceiptType = "consent-receipt+jwt";

/** In characters. A receipt with every text at its limit is smaller. */
export const maxSignedReceiptLength = 96 * 1024;

/**
 * The claims of a signed receipt (RFC 7519, section 4.1): issuer, id, pseudonym, time of signing, and the whole receipt
 * with the text that was shown. It never expires, because it proves a moment in the past.
 */
export function signedReceiptClaims(receipt: ReceiptRecord, { origin, now }: { origin: string; now: Date }) {
  const { id, number, pseudonym, kind, providerName, language, notice, noticeHash, collectionMethod, items } = receipt;
  return {
    iss: origin,
    sub: pseudonym,
    jti: id,
    iat: Math.floor(now.getTime() / 1000),
    receipt: {
      ...{ number, kind, provider: providerName, language, collectionMethod, noticeHash, notice },
      decidedAt: receipt.decidedAt.toISOString(),
      decisions: items.map(({ versionId, attribute, state, mandatory, source }) => ({
        ...{ version: versionId, attribute, state, mandatory, source },
      })),
    },
  };
}

const items = z.array(z.object({ attribute: z.string(), label: z.string() }));
const claims = z.object({
  jti: z.uuid(),
  iat: z.number(),
  receipt: z.object({
    number: z.string(),
    noticeHash: z.string(),
    notice: z.object({ purposes: z.array(z.object({ versionId: z.string(), name: z.string(), items })) }),
    decidedAt: z.iso.datetime(),
  }),
});

export interface SignedReceiptClaims {
  readonly id: string;
  readonly number: string;
  readonly noticeHash: string;
  /** The asked items, in the words that were shown. */
  readonly asked: readonly {
    readonly versionId: string;
    readonly attribute: string;
    readonly purpose: string;
    readonly label: string;
  }[];
  /** ISO 8601. */
  readonly decidedAt: string;
  /** Seconds since 1970. */
  readonly signedAt: number;
}

/** What a look-up needs of the claims of a signed receipt; null if they are not the claims of a receipt. */
export function readSignedClaims(signed: unknown): SignedReceiptClaims | null {
  const read = claims.safeParse(signed);
  if (!read.success) return null;
  const { jti, iat, receipt } = read.data;
  const { number, noticeHash, notice, decidedAt } = receipt;
  const asked = notice.purposes.flatMap(({ versionId, name, items }) =>
    items.map(({ attribute, label }) => ({ versionId, attribute, purpose: name, label })),
  );
  return { id: jti, number, noticeHash, asked, decidedAt, signedAt: iat };
}
