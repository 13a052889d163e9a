import type { Catalogue, ValueProblem } from "../attribute/attribute.ts";
import { mapClaims, type ClaimMapping, sourceOf, sourcesOf, type Values } from "./claim-mapping.ts";
import { claimFrom, type ClaimSource } from "./claim-sources.ts";

/**
 * What one mapping makes of claims. "default": nothing is sent, and the organisation's default applies. "unfounded": it
 * vouches for an attribute that was not sent, so it is dropped.
 */
export type MappedResult =
  | { readonly kind: "mapped" | "default"; readonly value: string }
  | { readonly kind: "invalid"; readonly problem: ValueProblem }
  | { readonly kind: "not-sent" | "unfounded" | "unknown-attribute" };

export interface MappingPreview {
  readonly values: Values;
  /** One for each mapped attribute, in the same order, with the sources that are tried. */
  readonly results: readonly {
    readonly attribute: string;
    readonly sources: readonly ClaimSource[];
    readonly result: MappedResult;
  }[];
  /** The outermost paths that no mapping takes, without `sub`, which is the sign-in identifier. */
  readonly dropped: readonly (readonly string[])[];
}

/** What mapClaims makes of these claims, for each attribute, and everything that is dropped. For administrators. */
export function previewMapping(
  claims: object,
  mappings: readonly ClaimMapping[],
  catalogue: Catalogue,
  today: string,
): MappingPreview {
  const { values, defaults, invalid } = mapClaims(claims, mappings, catalogue, today);
  const results = [...new Set(mappings.map(({ attribute }) => attribute))].map((attribute) => {
    const sources = sourcesOf(mappings, attribute);
    const problem = invalid.find((one) => one.attribute === attribute)?.problem;
    const result = (): MappedResult => {
      if (!catalogue.has(attribute)) return { kind: "unknown-attribute" };
      const value = Object.hasOwn(values, attribute) ? values[attribute] : undefined;
      if (value !== undefined) return { kind: "mapped", value };
      const set = Object.hasOwn(defaults, attribute) ? defaults[attribute] : undefined;
      if (set !== undefined) return { kind: "default", value: set };
      if (sources.every((source) => claimFrom(claims, source) === undefined)) return { kind: "not-sent" };
      return problem ? { kind: "invalid", problem } : { kind: "unfounded" };
    };
    return { attribute, sources, result: result() };
  });
  const taken = mappings.filter(({ attribute }) => catalogue.has(attribute)).flatMap(sourceOf);
  return { values, results, dropped: droppedPaths(claims, taken, []).filter((path) => path.join() !== "sub") };
}

/** The outermost paths below `at` of which no part is taken. */
function droppedPaths(
  claims: object,
  taken: readonly (readonly string[])[],
  at: readonly string[],
): (readonly string[])[] {
  return Object.entries(claims).flatMap(([name, value]): (readonly string[])[] => {
    const path = [...at, name];
    const below = taken.filter((one) => path.every((part, index) => one[index] === part));
    if (below.length === 0) return [path];
    if (below.some((one) => one.length === path.length)) return [];
    return typeof value === "object" && value !== null ? droppedPaths(value, below, path) : [path];
  });
}
