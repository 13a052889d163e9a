// Everything a provider, a person or an administrator writes passes through here before it is compared, counted or kept.

// Explicit bidirectional controls (Unicode UAX #9, section 2). They reorder what is read without changing what is stored.
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
// With the u flag, Cs matches surrogates that stand alone. PostgreSQL refuses them, and NUL as well.
const loneSurrogate = /\p{Cs}/u;
const controlCharacter = /\p{Cc}/u;
const controlCharacterExceptLineFeed = /(?!\n)\p{Cc}/u;
// White space and characters that leave no mark (zero width space, Hangul filler, …).
const nothingVisible = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;
const invisible = /[\s\p{Default_Ignorable_Code_Point}]/u;

/**
 * The one way text is put in order: line ends become "\n", bidi controls go, NFC, trimmed.
 * Applying it twice changes nothing. Text with a lone surrogate comes back untouched, so that `isStorable` still sees it:
 * taking out a control between two halves would join them to another character.
 */
export function tidy(text: string): string {
  if (loneSurrogate.test(text)) return text;
  return text.replace(/\r\n?/g, "\n").replace(bidiControls, "").normalize("NFC").trim();
}

/** Length in code points, which is how people and PostgreSQL count; `length` counts UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** True when nothing in the text could be seen: empty, white space, or zero-width characters only. */
export function isBlank(text: string): boolean {
  return nothingVisible.test(text);
}

/** True when some character in the text is white space or leaves no mark. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/** False for lone surrogates and for control characters (C0, DEL, C1); line feeds pass only when `lines` is true. */
export function isStorable(text: string, options: { lines: boolean }): boolean {
  return !loneSurrogate.test(text) && !(options.lines ? controlCharacterExceptLineFeed : controlCharacter).test(text);
}
