import type { Database } from "@assent/database/open";
import { resealPlace, type SealedPlace, sealedPlaces } from "@assent/database/sealed-secrets";
import { FederationError, type FederationErrorCode } from "@assent/federation/federation-error";
import { resealSecret } from "@assent/federation/seal";
import type { Env } from "@/env";
import { clientSecretContext, providerKeyContext } from "@/sign-in/client-secret";
import { signingKeyContext } from "./new-signing-key";

const contexts: Readonly<Record<SealedPlace["kind"], (id: string) => string>> = {
  "client-secret": clientSecretContext,
  "provider-key": providerKeyContext,
  "signing-key": signingKeyContext,
};

export interface Resealed {
  readonly resealed: number;
  /** Sealed with the secret of today before, and found to open. */
  readonly stayed: number;
  /** What opens with none of the secrets. It is left as it was. */
  readonly closed: readonly (SealedPlace & { readonly code: FederationErrorCode })[];
}

/**
 * Seals whatever a previous secret sealed with the secret of today, one row after the other; for the command. Running it
 * again goes on where it ended, and changes nothing once all is done.
 */
export async function resealAll({ orm }: Pick<Database, "orm">, seal: Env["seal"]): Promise<Resealed> {
  const count = { resealed: 0, stays: 0, gone: 0 };
  const closed: { kind: SealedPlace["kind"]; id: string; code: FederationErrorCode }[] = [];
  for (const place of await sealedPlaces(orm)) {
    const context = contexts[place.kind](place.id);
    try {
      count[await resealPlace(orm, place, (sealed) => resealSecret(sealed, { ...seal, context }))] += 1;
    } catch (error) {
      if (!(error instanceof FederationError)) throw error;
      closed.push({ ...place, code: error.code });
    }
  }
  return { resealed: count.resealed, stayed: count.stays, closed };
}
