export const languageCookie = "assent-language";
/** What the application asks for that the person comes from: applications/asked-language.ts. */
export const askedLanguageCookie = "assent-asked-language";

interface Cookies {
  get(name: string): { readonly value: string } | undefined;
}

/** The language of the menu, else that of the application; undefined if there is neither. */
export const chosenLanguage = (cookies: Cookies): string | undefined =>
  (cookies.get(languageCookie) ?? cookies.get(askedLanguageCookie))?.value;
