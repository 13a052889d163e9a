import "server-only";
import type { ReceiptRecord } from "@assent/consent/receipt/receipt-record";
import { type LedgerPlace, signedReceiptClaims, signedReceiptType } from "@assent/consent/receipt/receipt-signed";
import type { Database } from "@assent/database/engine/open";
import { addFirstSigningKey, currentSigningKey, publishedKeys } from "@assent/database/audit/signing-keys";
import { namedByThumbprint } from "@assent/crypto/thumbprint";
import { verifyPayload, type VerifiedSignature } from "@assent/crypto/verify-payload";
import { env } from "../env";
import { database } from "../database";
import { issuerOf } from "./issuer";
import { newSigningKey } from "./new-signing-key";

/** Makes the first keys of an installation, so that it can sign receipts and heads of its ledger from the first start on. */
export async function ensureSigningKeys({ orm }: Database): Promise<void> {
  for (const use of ["receipt", "checkpoint"] as const) {
    if ((await currentSigningKey(orm, use)) === null)
      await addFirstSigningKey(orm, await newSigningKey(env().secret, use), use);
  }
}

/**
 * A receipt that was not signed when it was made, signed with the current key, in compact form. It says that it was
 * signed later.
 */
export async function signLater(receipt: ReceiptRecord & { readonly ledger: LedgerPlace | null }): Promise<string> {
  const key = await currentSigningKey(database().orm);
  if (!key) throw new Error("There is no signing key");
  return issuerOf(env()).sign(signedReceiptClaims(receipt, { ledger: receipt.ledger, later: new Date() }), key);
}

/** Whether this installation signed it, with the current key or an earlier one. */
export async function verifySignature(jws: string): Promise<VerifiedSignature> {
  return verifyPayload(jws, { type: signedReceiptType, keys: await publishedKeys(database().orm) });
}

/**
 * Every key that ever signed, as a JWK Set (RFC 7517, section 5), so that anyone who has a receipt can verify it
 * without us. A key that was put under the name of another is not among them.
 */
export async function jsonWebKeySet() {
  const keys = await namedByThumbprint(await publishedKeys(database().orm));
  return { keys: keys.map(({ kid, publicKey }) => ({ ...publicKey, kid, alg: "EdDSA", use: "sig" })) };
}
