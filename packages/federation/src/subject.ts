import { FederationError } from "./federation-error.ts";

/**
 * OpenID Connect Core 1.0, section 2: a string of at most 255 ASCII characters. Control characters, including NUL, are
 * refused too.
 * Errors: FederationError subject-invalid.
 */
export function checkSubject(subject: unknown): asserts subject is string {
  if (typeof subject !== "string" || !/^[\x20-\x7e]{1,255}$/.test(subject))
    throw new FederationError("subject-invalid");
}
