/** The texts that a form of a provider needs in the browser: those of all of them, and its own. */
export const providerTexts = (...own: readonly string[]): string[] =>
  ["problem", "failure", "yesNo", "secretLost", ...own].map((name) => `identity-providers.${name}`);
