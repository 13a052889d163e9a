/**
 * The languages of the screens. A new language is a folder of `src/messages` and one line here; its name is written in
 * itself, because whoever needs it may read no other.
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

/** The administration, and what leads into it, is written in one language, whatever their reader speaks. */
export const administrationLanguage = "en";

export const isAdministration = (path: string): boolean => /^\/(admin|setup|invitation)(?![^/?])/.test(path);

/** What people are offered. */
export interface OfferedLanguages {
  /** At least one. */
  readonly languages: readonly Language[];
  /** The code of one of them: for whoever asks for none. */
  readonly fallback: string;
}

const everyLanguage: OfferedLanguages = { languages, fallback: fallbackLanguage };

/** Of what is set, what there is; every language where nothing is set, or nothing that there is any more. */
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
  /** Path and query that were asked for. */
  readonly path: string | null;
  /** What the menu's cookie says. */
  readonly chosen: string | undefined;
  readonly acceptLanguage: string | null;
  /** Left out: every language of the screens. */
  readonly offered?: OfferedLanguages;
}

/** Which language a request is answered in: what was chosen in the menu, else the best the browser asks for. */
export function requestLanguage({ path, chosen, acceptLanguage, offered }: LanguageRequest): string {
  if (path !== null && isAdministration(path)) return administrationLanguage;
  const { languages: ours, fallback } = offered ?? everyLanguage;
  const named = ours.find(({ code }) => code === chosen)?.code;
  return named ?? preferredLanguage(acceptLanguage, { ours: ours.map(({ code }) => code), fallback });
}

export const findLanguage = (code: string): Language | undefined => languages.find((known) => known.code === code);

/** Whether a form names a language of the screens. */
export const isLanguage = (code: string): boolean => findLanguage(code) !== undefined;

/** The attributes of an element whose words are in that language; none where they are in that of what is around. */
export function writtenIn(code: string | undefined): { readonly lang?: string; readonly dir?: Language["direction"] } {
  return code === undefined ? {} : { lang: code, dir: findLanguage(code)?.direction ?? "ltr" };
}

/**
 * Words of another language within a sentence, kept apart so that its full stop stays where it belongs (first strong
 * isolate: https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates).
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
