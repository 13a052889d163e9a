import { readValue } from "../attribute/attribute.ts";
import { claimAt } from "../claims/claim-path.ts";
import { isOldEnough, type MinimumAge } from "./minimum-age.ts";

/** What a new person must fulfil before they are asked anything. */
export type AccountCondition =
  /** The claim, or one entry of it if it is a list, is exactly one of these. */
  | { readonly kind: "claim"; readonly path: readonly string[]; readonly allowed: readonly string[] }
  /** `email_verified` is true, and an email address was sent with it (OpenID Connect Core 1.0, section 5.1). */
  | { readonly kind: "email-verified" }
  /**
   * The domain of `email` is one of these; a subdomain is another domain. An address that the provider itself calls
   * unverified does not count. One about which it says nothing does; use `email-verified` to require more.
   */
  | { readonly kind: "email-domain"; readonly allowed: readonly string[] }
  | MinimumAge;

/**
 * The first condition that these claims do not fulfil, or null if an account may be made. Reads the claims as they were
 * sent, because a mapping says what is stored and may change for other reasons. A claim that is absent, of another type
 * or unreadable fulfils no condition, except an age that people are asked for. `today`: yyyy-mm-dd, in UTC.
 */
export function unmetCondition(
  claims: unknown,
  conditions: readonly AccountCondition[],
  today: string,
): AccountCondition | null {
  return conditions.find((condition) => !isMet(claims, condition, today)) ?? null;
}

/** How old people have to say they are, before an account is made for these claims; null if no one has to be asked. */
export function ageToAsk(claims: unknown, conditions: readonly AccountCondition[], today: string): number | null {
  const asked = conditions.flatMap((one) =>
    one.kind === "age" && one.asks && isOldEnough(claims, one.years, today) === null ? [one.years] : [],
  );
  return asked.length === 0 ? null : Math.max(...asked);
}

function isMet(claims: unknown, condition: AccountCondition, today: string): boolean {
  switch (condition.kind) {
    case "age":
      return isOldEnough(claims, condition.years, today) ?? condition.asks;
    case "claim": {
      const sent = claimAt(claims, condition.path);
      const entries: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
      return entries.some((entry) => isScalar(entry) && condition.allowed.includes(String(entry)));
    }
    case "email-verified": {
      return isTrue(claimAt(claims, ["email_verified"])) && emailOf(claims) !== null;
    }
    case "email-domain": {
      const said = claimAt(claims, ["email_verified"]);
      if (said !== undefined && said !== null && !isTrue(said)) return false;
      const email = emailOf(claims);
      const domain = email === null ? null : readDomain(email.slice(email.lastIndexOf("@") + 1));
      return domain !== null && condition.allowed.some((allowed) => readDomain(allowed) === domain);
    }
  }
}

/** Stricter than for stored values: a "yes" or a 1 is not enough to let a person have an account. */
const isTrue = (said: unknown) => said === true || (typeof said === "string" && said.trim().toLowerCase() === "true");

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" ||
  typeof value === "boolean" ||
  // Beyond the safe integers two different numbers in JSON read as the same one.
  (typeof value === "number" && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)));

function emailOf(claims: unknown): string | null {
  const read = readValue("email", claimAt(claims, ["email"]));
  return read.ok ? read.value : null;
}

/**
 * A domain in the form in which it is compared: lower case, and names in other scripts as RFC 5891 encodes them. Null
 * for anything but a domain of two labels or more.
 */
export function readDomain(text: string): string | null {
  const typed = text.trim().replace(/^@/, "");
  if (!/^[^\s/?#@:\\[\]%]+$/u.test(typed) || !URL.canParse(`https://${typed}`)) return null;
  const { hostname } = new URL(`https://${typed}`);
  return /^(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/.test(hostname) ? hostname : null;
}
