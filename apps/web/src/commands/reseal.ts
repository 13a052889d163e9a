import type { Database } from "@assent/database/engine/open";
import { resealPlace, type SealedPlace, sealedPlaces } from "@assent/database/providers/sealed-secrets";
import { CryptoError, type CryptoErrorCode } from "@assent/crypto/crypto-error";
import { resealSecret } from "@assent/crypto/seal";
import { oidcKeyContext } from "@/applications/new-oidc-keys";
import { closedSubjectKeyContext } from "@/platform/closed-subject-key";
import type { Env } from "@/platform/env";
import { clientSecretContext, providerKeyContext } from "@/sign-in/protocol/client-secret";
import { checkpointKeyContext, signingKeyContext } from "@/platform/signing/new-signing-key";

const contexts: Readonly<Record<SealedPlace["kind"], (id: string) => string>> = {
  "client-secret": clientSecretContext,
  "provider-key": providerKeyContext,
  "signing-key": signingKeyContext,
  "checkpoint-key": checkpointKeyContext,
  "oidc-key": oidcKeyContext,
  "closed-subject-key": closedSubjectKeyContext,
};

export interface Resealed {
  readonly resealed: number;
  /** Already sealed with the current secret, and checked to open. */
  readonly stayed: number;
  /** No secret opens it, so it is left unchanged. */
  readonly closed: readonly (SealedPlace & { readonly code: CryptoErrorCode })[];
}

/**
 * Seals with the current secret what a previous one sealed, row by row. A second run continues where the first stopped,
 * and changes nothing once all is done.
 */
export async function resealAll({ orm }: Pick<Database, "orm">, seal: Env["seal"]): Promise<Resealed> {
  const count = { resealed: 0, stays: 0, gone: 0 };
  const closed: { kind: SealedPlace["kind"]; id: string; code: CryptoErrorCode }[] = [];
  for (const place of await sealedPlaces(orm)) {
    const context = contexts[place.kind](place.id);
    try {
      count[await resealPlace(orm, place, (sealed) => resealSecret(sealed, { ...seal, context }))] += 1;
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
      closed.push({ ...place, code: error.code });
    }
  }
  return { resealed: count.resealed, stayed: count.stays, closed };
}
