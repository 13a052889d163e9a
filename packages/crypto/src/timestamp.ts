import { createHash, randomBytes } from "node:crypto";
import * as asn1 from "asn1js";
import { AlgorithmIdentifier, MessageImprint, PKIStatus, TimeStampReq, TimeStampResp } from "pkijs";
import { arrayBuffer, oid, verifyTimestamp } from "./timestamp-token.ts";

/** Timestamps of an authority: https://www.rfc-editor.org/rfc/rfc3161. Tokens and requests are DER. */
export interface TimestampQuery {
  readonly der: Uint8Array<ArrayBuffer>;
  /** The answer must repeat it: an older one does not pass for this one. */
  readonly nonce: Uint8Array<ArrayBuffer>;
}

/** `refused`: the authority said no. `wrong`: it is not a token for these bytes by the authority that is trusted. */
export type TimestampAnswer =
  | { readonly ok: true; readonly token: Uint8Array<ArrayBuffer>; readonly at: Date }
  | { readonly ok: false; readonly problem: "refused" | "wrong" };

/** A request for a timestamp of these bytes, of which only the SHA-256 is told, with the authority's certificates. */
export function newTimestampQuery(bytes: Uint8Array): TimestampQuery {
  const nonce = new Uint8Array(randomBytes(12));
  // Positive, and without leading zeros.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: new asn1.Null() }),
      hashedMessage: new asn1.OctetString({ valueHex: arrayBuffer(sha256(bytes)) }),
    }),
    nonce: new asn1.Integer({ valueHex: arrayBuffer(nonce) }),
    certReq: true,
  });
  return { der: new Uint8Array(request.toSchema().toBER()), nonce };
}

/**
 * The token in an authority's answer to `query`, verified as verifyTimestamp does. Never throws, for any answer.
 * `trusted`: the certificate of the authority, or of who issued it, in PEM; several one after the other.
 */
export async function readTimestampAnswer(
  answer: Uint8Array,
  { bytes, nonce, trusted }: { bytes: Uint8Array; nonce: Uint8Array; trusted: string },
): Promise<TimestampAnswer> {
  try {
    const response = TimeStampResp.fromBER(arrayBuffer(answer));
    const { status } = response.status;
    const isGranted = status === PKIStatus.granted || status === PKIStatus.grantedWithMods;
    if (!isGranted || !response.timeStampToken) return { ok: false, problem: "refused" };
    const token = new Uint8Array(response.timeStampToken.toSchema().toBER());
    const at = await verifyTimestamp(token, { bytes, trusted, nonce });
    return at ? { ok: true, token, at } : { ok: false, problem: "wrong" };
  } catch {
    return { ok: false, problem: "wrong" };
  }
}

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
