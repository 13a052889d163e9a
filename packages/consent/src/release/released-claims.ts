import type { AttributeType } from "../attribute/attribute.ts";
import { standardAttributes, vouchedFor } from "../attribute/standard-attributes.ts";
import type { ReleaseDecision } from "./release.ts";

export type ClaimValue = string | boolean | readonly string[] | Readonly<Record<string, string>>;

const paths = new Map(standardAttributes.map(({ key, claimPath }) => [key, claimPath]));

/**
 * The released attributes as claims: booleans are booleans, lists are arrays, and the parts of an address are one
 * object (OpenID Connect Core 1.0, sections 5.1 and 5.1.1). "Verified" is about the address beside it, so it is never
 * released alone.
 */
export function releasedClaims(
  decisions: readonly ReleaseDecision[],
  types: ReadonlyMap<string, AttributeType>,
): Readonly<Record<string, ClaimValue>> {
  const released = new Map(
    decisions.flatMap(({ attribute, reason, value }) =>
      reason === "released" && value !== null ? [[attribute, value] as const] : [],
    ),
  );
  const claims: Record<string, ClaimValue> = {};
  for (const [attribute, value] of released) {
    const about = vouchedFor.find(([flag]) => flag === attribute)?.[1];
    if (about !== undefined && !released.has(about)) continue;
    const [claim = attribute, member] = paths.get(attribute) ?? [];
    if (member === undefined) claims[claim] = claimOf(value, types.get(attribute));
    else claims[claim] = { ...(claims[claim] as Readonly<Record<string, string>> | undefined), [member]: value };
  }
  return claims;
}

function claimOf(value: string, type: AttributeType | undefined): ClaimValue {
  if (type === "boolean") return value === "true";
  return type === "list" ? value.split("\n") : value;
}
