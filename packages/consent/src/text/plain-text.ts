// Everything that a provider, a person or an administrator writes passes through here before it is compared, counted or
// stored.

// Explicit bidirectional controls (Unicode UAX #9, section 2). They change the order in which text reads, but not what
// is stored.
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
// With the u flag, Cs matches single surrogates. PostgreSQL refuses them, and NUL as well.
const loneSurrogate = /\p{Cs}/u;
const controlCharacter = /\p{Cc}/u;
const controlCharacterExceptLineFeed = /(?!\n)\p{Cc}/u;
// White space and invisible characters (zero width space, Hangul filler, …).
const nothingVisible = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;
const invisible = /[\s\p{Default_Ignorable_Code_Point}]/u;

/**
 * The canonical form of all text: line ends become "\n", bidi controls are removed, NFC, trimmed. Applying it twice
 * changes nothing. Text with a lone surrogate is returned unchanged, so that `isStorable` still finds it: removing a
 * control between two halves would join them into another character.
 */
export function tidy(text: string): string {
  if (loneSurrogate.test(text)) return text;
  return text.replace(/\r\n?/g, "\n").replace(bidiControls, "").normalize("NFC").trim();
}

/** Length in code points, as PostgreSQL counts; `length` counts UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** True if nothing in the text is visible: empty, white space, or zero-width characters only. */
export function isBlank(text: string): boolean {
  return nothingVisible.test(text);
}

/** True if some character in the text is white space or invisible. */
export function hasInvisible(text: string): boolean {
  return invisible.test(text);
}

/** False for lone surrogates and for control characters (C0, DEL, C1); line feeds pass only if `lines` is true. */
export function isStorable(text: string, options: { lines: boolean }): boolean {
  return !loneSurrogate.test(text) && !(options.lines ? controlCharacterExceptLineFeed : controlCharacter).test(text);
}
