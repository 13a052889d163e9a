import { signedReceiptType } from "@assent/consent/receipt/receipt-signed";
import { signPayload } from "@assent/crypto/signature";
import type { Issuer } from "@assent/database/engine/issuer";
import type { Env } from "../env";
import { signingKeyContext } from "./new-signing-key";

/** Signs the receipts of this installation; for the app, its jobs and its commands. */
export const issuerOf = ({ origin, jurisdiction, seal }: Pick<Env, "origin" | "jurisdiction" | "seal">): Issuer => ({
  origin,
  jurisdiction,
  sign: (claims, key) =>
    signPayload(claims, { type: signedReceiptType, key, ...seal, context: signingKeyContext(key.id) }),
});
