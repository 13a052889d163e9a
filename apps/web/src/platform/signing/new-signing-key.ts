import { randomUUID } from "node:crypto";
import type { NewSigningKey } from "@assent/database/audit/signing-keys";
import { newSignatureKey } from "@assent/crypto/signature";

/** Binds a private key to its row, so that a sealed key that is copied into another row does not open. */
export const signingKeyContext = (keyId: string): string => `signing-key:${keyId}:private-key`;

/**
 * A new key for signing receipts, sealed with the secret of this installation; for the start of the app and for a
 * command.
 */
export async function newSigningKey(secret: string): Promise<NewSigningKey> {
  const id = randomUUID();
  return { id, ...(await newSignatureKey({ secret, context: signingKeyContext(id) })) };
}
