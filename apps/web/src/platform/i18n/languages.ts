/**
 * The languages of the screens. A new language is a folder of `src/messages` and one line here. Its name is written in
 * that language, because the person who needs it may read no other.
 */
export const languages = [
  { code: "en", name: "English", direction: "ltr", dates: "en-GB" },
  { code: "de", name: "Deutsch", direction: "ltr", dates: "de-DE" },
  { code: "ar", name: "العربية", direction: "rtl", dates: "ar-u-nu-latn" },
] as const satisfies readonly Language[];

export interface Language {
  /** BCP 47. */
  readonly code: string;
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  /** BCP 47 with the region whose way of writing dates the texts use: "4 February 2026" in English. */
  readonly dates: string;
}

export const fallbackLanguage = "en";

/** The administration and the pages that lead to it are in one language, for every reader. */
export const administrationLanguage = "en";

export const isAdministration = (path: string): boolean => /^\/(admin|setup|invitation)(?![^/?])/.test(path);

/** The languages that people can choose from. */
export interface OfferedLanguages {
  /** At least one. */
  readonly languages: readonly Language[];
  /** The code of the one that is used for a reader who asks for none of them. */
  readonly fallback: string;
}

const everyLanguage: OfferedLanguages = { languages, fallback: fallbackLanguage };

/** The configured languages that exist; all languages if none are configured, or if none of those still exists. */
export function offeredLanguagesOf(set: {
  readonly offeredLanguages: readonly string[] | null;
  readonly fallbackLanguage: string;
}): OfferedLanguages {
  const { offeredLanguages: codes, fallbackLanguage: wanted } = set;
  const known = languages.filter(({ code }) => codes === null || codes.includes(code));
  const [first] = known;
  if (first === undefined) return everyLanguage;
  return { languages: known, fallback: known.find(({ code }) => code === wanted)?.code ?? first.code };
}

interface LanguageRequest {
  /** The requested path and query. */
  readonly path: string | null;
  /** The value of the language menu's cookie. */
  readonly chosen: string | undefined;
  readonly acceptLanguage: string | null;
  /** If left out, all languages of the screens are offered. */
  readonly offered?: OfferedLanguages;
}

/** The language that a request is answered in: the one chosen in the menu, else the best match for the browser. */
export function requestLanguage({ path, chosen, acceptLanguage, offered }: LanguageRequest): string {
  if (path !== null && isAdministration(path)) return administrationLanguage;
  const { languages: ours, fallback } = offered ?? everyLanguage;
  const named = ours.find(({ code }) => code === chosen)?.code;
  return named ?? preferredLanguage(acceptLanguage, { ours: ours.map(({ code }) => code), fallback });
}

export const findLanguage = (code: string): Language | undefined => languages.find((known) => known.code === code);

/** Whether a form names a language of the screens. */
export const isLanguage = (code: string): boolean => findLanguage(code) !== undefined;

/** The HTML attributes of an element in that language; none if it is in the language around it. */
export function writtenIn(code: string | undefined): { readonly lang?: string; readonly dir?: Language["direction"] } {
  return code === undefined ? {} : { lang: code, dir: findLanguage(code)?.direction ?? "ltr" };
}

/**
 * Isolates words of another language within a sentence, so that the punctuation around them stays in place (first
 * strong isolate: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates).
 */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** The best of our languages for an Accept-Language header (RFC 9110, section 12.5.4), else the fallback. */
export function preferredLanguage(
  acceptLanguage: string | null,
  { ours, fallback }: { readonly ours: readonly string[]; readonly fallback: string },
): string {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const found = ours.find((code) => tag === code || tag.startsWith(`${code}-`));
    if (found) return found;
  }
  return fallback;
}
