import { readValue } from "../attribute/attribute.ts";
import { claimAt } from "../claims/claim-mapping.ts";

/** What somebody new must fulfil before they are asked anything. */
export type AccountCondition =
  /** The claim, or one entry of it when it is a list, is one of these, to the letter. */
  | { readonly kind: "claim"; readonly path: readonly string[]; readonly allowed: readonly string[] }
  /** `email_verified` is true and speaks of an e-mail address that was sent (OpenID Connect Core 1.0, section 5.1). */
  | { readonly kind: "email-verified" }
  /**
   * The part of `email` behind the @ is one of these; what is below a domain is another one. An address that the provider
   * itself calls unverified is nobody's; one of which it says nothing counts, and `email-verified` asks for more.
   */
  | { readonly kind: "email-domain"; readonly allowed: readonly string[] };

/**
 * The first condition that these claims do not fulfil, or null when an account may be made. Claims are read as they were
 * sent, not as they are mapped: a mapping says what is stored, and may be changed for other reasons. What is absent, of
 * another kind, or cannot be read fulfils nothing.
 */
export function unmetCondition(claims: unknown, conditions: readonly AccountCondition[]): AccountCondition | null {
  return conditions.find((condition) => !isMet(claims, condition)) ?? null;
}

function isMet(claims: unknown, condition: AccountCondition): boolean {
  switch (condition.kind) {
    case "claim": {
      const sent = claimAt(claims, condition.path);
      const entries: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
      return entries.some((entry) => isScalar(entry) && condition.allowed.includes(String(entry)));
    }
    case "email-verified": {
      const verified = readValue("boolean", claimAt(claims, ["email_verified"]));
      return verified.ok && verified.value === "true" && emailOf(claims) !== null;
    }
    case "email-domain": {
      const said = claimAt(claims, ["email_verified"]);
      const verified = readValue("boolean", said);
      if (said !== undefined && said !== null && !(verified.ok && verified.value === "true")) return false;
      const email = emailOf(claims);
      const domain = email === null ? null : readDomain(email.slice(email.lastIndexOf("@") + 1));
      return domain !== null && condition.allowed.some((allowed) => readDomain(allowed) === domain);
    }
  }
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" ||
  typeof value === "boolean" ||
  // Beyond these two numbers read as one.
  (typeof value === "number" && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)));

function emailOf(claims: unknown): string | null {
  const read = readValue("email", claimAt(claims, ["email"]));
  return read.ok ? read.value : null;
}

/**
 * A domain as it is compared: small letters, and names in other scripts as RFC 5891 writes them. Null for what is no
 * domain of two labels or more.
 */
export function readDomain(text: string): string | null {
  const typed = text.trim().replace(/^@/, "");
  if (!/^[^\s/?#@:\\[\]%]+$/u.test(typed) || !URL.canParse(`https://${typed}`)) return null;
  const { hostname } = new URL(`https://${typed}`);
  return /^(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/.test(hostname) ? hostname : null;
}
