/** The same number of dots for every value, so that they do not tell how long it is. */
const dots = "••••";

/**
 * A value as it stands on a screen where it is not meant to be read: "+44 1632 960123" is "••••0123". So much of its end
 * is left that two can be told apart: four characters, and never more than a third of it. In code points.
 */
export function maskedValue(value: string): string {
  const characters = Array.from(value.replace(/\s+/gu, ""));
  const shown = Math.min(4, Math.floor(characters.length / 3));
  return dots + characters.slice(characters.length - shown).join("");
}
