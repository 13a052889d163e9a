/** The same number of dots for every value, so that they do not show its length. */
const dots = "••••";

/**
 * A value for screens where no one needs to read it: "+44 1632 960123" becomes "••••0123". The end stays visible so
 * that two values can be told apart: four characters, and never more than a third of the value. In code points.
 */
export function maskedValue(value: string): string {
  const characters = Array.from(value.replace(/\s+/gu, ""));
  const shown = Math.min(4, Math.floor(characters.length / 3));
  return dots + characters.slice(characters.length - shown).join("");
}
