// One check for each type. Each takes tidied, non-blank text of limited length and returns the canonical value, or
// null.
import { codePoints, hasInvisible } from "../text/plain-text.ts";

// A plausibility check, not the grammar of RFC 5322: one @, an unquoted local part without a dot at its ends or two in
// a row (section 3.2.3), and a domain of two labels or more that is not an IP address. Every repetition is bounded or
// ends at a dot, so the check takes linear time. Letters outside ASCII pass on both sides (RFC 6531, RFC 5890).
const label = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";
const email = new RegExp(`^(?!\\.)(?![^@]*\\.[.@])[^@<>()[\\]\\\\,;:"]{1,64}@(?:${label}\\.)+(?!\\d+$)${label}$`, "u");
const maxEmailLength = 254; // RFC 5321, section 4.5.3.1.3: a path of 256 octets, without its angle brackets

export function readEmail(value: string): string | null {
  return !hasInvisible(value) && codePoints(value) <= maxEmailLength && email.test(value) ? value : null;
}

// E.164 has at most 15 digits. The plus may be missing, and an extension may follow (OpenID Connect Core 1.0, 5.1).
const phone = /^\+?[0-9]{5,15}(?:;ext=[0-9]{1,7})?$/;

/**
 * Spaces, hyphens, dots and parentheses are ignored by the check, and kept in the number. Some providers send a URI
 * (RFC 3966); its scheme is left out. A number of zeros only is refused: it was typed to satisfy a form.
 */
export function readPhone(value: string): string | null {
  const number = value.replace(/^tel:/i, "").trim();
  const digits = number.replace(/[\p{Zs}\p{Pd}.()]/gu, "");
  return phone.test(digits) && !/^\+?0+(;|$)/.test(digits) ? number : null;
}

/** Https, with a host and without a user name: people see the link, so it must lead where it seems to lead. */
export function readUrl(value: string): string | null {
  if (!/^https:\/\/[^/?#\\]/i.test(value) || value.includes("\\") || hasInvisible(value)) return null;
  if (!URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === "https:" && url.username === "" && url.password === "" ? value : null;
}

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * ISO 8601 yyyy-mm-dd; a birth date may also be a year alone, or 0000-mm-dd without the year (OpenID Core, 5.1). Some
 * programs add midnight to a date; it is left out. Another time is refused: in another time zone it is another day.
 */
export function readDate(value: string): string | null {
  if (/^\d{4}$/.test(value)) return value === "0000" ? null : value;
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/i.exec(value);
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const last = month === 2 && !isLeap(year) ? 28 : (daysInMonth[month - 1] ?? 0);
  return day >= 1 && day <= last ? value.slice(0, 10) : null;
}

// Year 0000 means that the year is not known. It counts as a leap year, because the birthday may be 29 February.
function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Some providers send a word or a number as text instead of the boolean: "True", "yes", "1". */
export function readBoolean(value: string): string | null {
  const word = value.toLowerCase();
  if (["true", "yes", "1"].includes(word)) return "true";
  return ["false", "no", "0"].includes(word) ? "false" : null;
}

const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/**
 * BCP 47 in its canonical form. Providers also send an underscore in place of the hyphen (OpenID Core, 5.1: locale), or
 * the locale of a system, de_DE.UTF-8@euro. The language must be one that has a name.
 */
export function readLocale(value: string): string | null {
  try {
    const [tag] = Intl.getCanonicalLocales(value.replace(/[.@].*$/, "").replaceAll("_", "-"));
    const language = tag === undefined ? "und" : new Intl.Locale(tag).language;
    return tag !== undefined && language !== "und" && languageNames.of(language) !== undefined ? tag : null;
  } catch {
    return null; // a RangeError: not a language tag
  }
}
