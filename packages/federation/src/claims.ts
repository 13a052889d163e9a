import { FederationError } from "./federation-error.ts";

export type Claims = Record<string, unknown>;

/** Claims about the token and the sign-in, not about the person: Core 2, 3.3.2.11 and 5.1; RFC 7519, section 4.1. */
export const protocolClaims: ReadonlySet<string> = new Set(
  "iss sub aud exp nbf iat jti nonce azp auth_time acr amr at_hash c_hash s_hash sid sub_jwk cnf events".split(" "),
);

/** Names that reach a prototype if an object is copied carelessly. No claim in use has one of them. */
const droppedNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Deeper than any claim in use; the parser alone would accept a hundred thousand levels. */
const maxDepth = 16;

/**
 * A copy of parsed claims with nothing but data: objects without a prototype, and without the names that reach one.
 * Errors: FederationError too-deep.
 */
export function safeClaims(parsed: object): Claims {
  return copyObject(parsed, 1);
}

/**
 * The same members without those that are null: a member without a value should have been left out (OpenID Connect Core
 * 1.0, section 5.3.2), and some programs write null instead.
 */
export const withoutNulls = (members: object): Claims =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

function copyObject(source: object, depth: number): Claims {
  if (depth > maxDepth) throw new FederationError("too-deep");
  const copy = Object.create(null) as Claims;
  for (const [name, value] of Object.entries(source)) {
    if (!droppedNames.has(name)) copy[name] = copyValue(value, depth + 1);
  }
  return copy;
}

function copyValue(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value)) return copyObject(value, depth);
  if (depth > maxDepth) throw new FederationError("too-deep");
  return value.map((item) => copyValue(item, depth + 1));
}
