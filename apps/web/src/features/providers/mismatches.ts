import type { DiscoveredProvider } from "./discovered-provider";

/** What is chosen for a provider and its metadata do not list. `names`: the provider's own words that it is about. */
export interface Mismatch {
  readonly code: "scopes" | "token-authentication" | "algorithm" | "pkce";
  readonly names: string;
}

interface Chosen {
  /** With spaces between them. */
  readonly scopes: string;
  readonly tokenAuthMethod: string;
  /** "": none in particular. */
  readonly tokenAlgorithm: string;
}

/** A provider that lists nothing contradicts nothing. */
export function mismatchesOf(
  found: Pick<DiscoveredProvider, "scopes" | "tokenAuthMethods" | "algorithms" | "pkce">,
  { scopes, tokenAuthMethod, tokenAlgorithm }: Chosen,
): readonly Mismatch[] {
  const unknown = scopes.split(/\s+/).filter((scope) => scope && found.scopes?.includes(scope) === false);
  const mismatches: readonly (readonly [Mismatch["code"], boolean, string])[] = [
    ["scopes", unknown.length > 0, unknown.join(", ")],
    [
      "token-authentication",
      found.tokenAuthMethods?.includes(tokenAuthMethod) === false,
      found.tokenAuthMethods?.join(", ") ?? "",
    ],
    ["algorithm", tokenAlgorithm !== "" && !found.algorithms.includes(tokenAlgorithm), tokenAlgorithm],
    ["pkce", found.pkce === false, ""],
  ];
  return mismatches.flatMap(([code, isThere, names]) => (isThere ? [{ code, names }] : []));
}
