import type { MetadataDemand, UnusedOffer } from "@assent/federation/metadata-demands";
import type { ProviderMetadata } from "@assent/federation/provider-metadata";
import { factsOf } from "@/features/providers/discovered-provider";
import { type Mismatch, mismatchesOf } from "@/features/providers/mismatches";

interface Chosen {
  readonly scopes: string;
  readonly tokenAuthMethod: string;
  readonly tokenAlgorithm: string | null;
  readonly responseMode: string;
}

/** What *Discover* says in the browser, as lines for an operator. */
export function metadataAdvice(metadata: ProviderMetadata, chosen: Chosen): readonly string[] {
  const found = factsOf(metadata, chosen.responseMode);
  const mismatches = mismatchesOf(found, { ...chosen, tokenAlgorithm: chosen.tokenAlgorithm ?? "" });
  return [
    ...found.demands.map((demand) => `Warning: ${demands[demand]}`),
    ...mismatches.map(({ code, names }) => `Warning: ${unlisted[code](names)}`),
    ...found.offers.map((offer) => `Leave off for this client at the provider: ${offers[offer]}`),
  ];
}

const demands: Readonly<Record<MetadataDemand, string>> = {
  "pushed-request": "it demands pushed authorization requests (PAR), which are not sent. People can't sign in",
  "request-object": "it demands signed request objects, which are not sent. People can't sign in",
  "response-mode": "it does not list this response mode. --response-mode sets query or form_post",
  "token-authentication": "it lists no way of authentication at its token endpoint that is known here",
};

const unlisted: Readonly<Record<Mismatch["code"], (names: string) => string>> = {
  scopes: (names) => `it does not list these scopes: ${names}. It may refuse them`,
  "token-authentication": (names) => `its token endpoint supports ${names}. --token-auth sets another one`,
  algorithm: (names) => `it does not list ${names} among its signatures`,
  pkce: () => "it does not list PKCE with S256, which is sent anyway",
};

const offers: Readonly<Record<UnusedOffer, string>> = {
  encryption: "encryption of tokens and answers, which are not read here",
  dpop: "DPoP. If the provider demands it, people can't sign in",
};
