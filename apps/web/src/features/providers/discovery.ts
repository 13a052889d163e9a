import "server-only";
import { discoverAnew } from "@assent/federation/discovery";
import { FederationError } from "@assent/federation/federation-error";
import { providerFetch } from "@/sign-in/protocol/provider-config";
import { type DiscoveredProvider, factsOf } from "./discovered-provider";

export type Discovery =
  | { readonly ok: true; readonly found: DiscoveredProvider }
  /** A problem of the form's field, with the member of the metadata that it is about. */
  | { readonly ok: false; readonly problem: string };

/**
 * Fetches the metadata of an issuer without the cache. Returns nothing of an unusable answer. `responseMode`: the one that
 * is chosen.
 */
export async function readDiscovery(issuer: string, responseMode = "query"): Promise<Discovery> {
  try {
    return { ok: true, found: factsOf(await discoverAnew(issuer, providerFetch()), responseMode) };
  } catch (error) {
    if (error instanceof FederationError) return { ok: false, problem: problemOf(error) };
    throw error;
  }
}

const problemOf = ({ code, detail = "" }: FederationError) =>
  code.startsWith("metadata-") ? `${code}:${detail}` : code;
