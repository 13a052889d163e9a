import { randomUUID } from "node:crypto";
import type { NewSigningKey, SigningUse } from "@assent/database/audit/signing-keys";
import { newSignatureKey } from "@assent/crypto/signature";

/** Binds a private key to its row, so that a sealed key that is copied into another row does not open. */
export const signingKeyContext = (keyId: string): string => `signing-key:${keyId}:private-key`;
export const checkpointKeyContext = (keyId: string): string => `checkpoint-key:${keyId}:private-key`;

const contexts: Readonly<Record<SigningUse, (keyId: string) => string>> = {
  receipt: signingKeyContext,
  checkpoint: checkpointKeyContext,
};

/**
 * A new key for signing receipts, or heads of the ledger, sealed with the secret of this installation; for the start of
 * the app and for a command.
 */
export async function newSigningKey(secret: string, use: SigningUse = "receipt"): Promise<NewSigningKey> {
  const id = randomUUID();
  return { id, ...(await newSignatureKey({ secret, context: contexts[use](id) })) };
}
