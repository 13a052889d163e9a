// An organisation's accent colour, adjusted so that it is legible on our backgrounds, which are those of tokens.css.
// Colours are sRGB, written #rrggbb.

type Rgb = readonly [red: number, green: number, blue: number];

/** WCAG 2.2 AA for text of any size: https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const minContrast = 4.5;

/** The backgrounds of the accent: page, sheet, hover and the area below the page. Text on the accent is `ink`. */
const themes = {
  light: { surface: "#ffffff", grounds: ["#ffffff", "#f9fafb", "#f1f4f6"], ink: "#ffffff", towards: "#000000" },
  dark: {
    surface: "#12191e",
    grounds: ["#12191e", "#0a1014", "#1b242a", "#070b0e"],
    ink: "#070b0e",
    towards: "#ffffff",
  },
} as const;
export type Theme = keyof typeof themes;

export interface Accent {
  readonly accent: string;
  readonly hover: string;
  /** A background for text in the accent colour. */
  readonly soft: string;
  /** Text on it. */
  readonly ink: string;
  /** The lowest contrast with all backgrounds and with the text on it. */
  readonly ratio: number;
  /** Whether it was made darker or lighter. */
  readonly adjusted: boolean;
}

export const isColour = (typed: string): boolean => /^#[0-9a-f]{6}$/i.test(typed);

/** The colour in a theme: as entered, or made darker (lighter in the dark theme) until it is legible. */
export function accentIn(theme: Theme, entered: string): Accent {
  const { surface, grounds, ink, towards } = themes[theme];
  for (let step = 0; ; step += 1) {
    const accent = mixed(entered, towards, step / 50);
    const soft = mixed(surface, accent, 0.1);
    const ratio = Math.min(...[...grounds, soft, ink].map((other) => contrast(accent, other)));
    // Black and white pass, so the loop ends.
    if (ratio >= minContrast || step === 50) {
      return { accent, hover: mixed(accent, towards, 0.22), soft, ink, ratio, adjusted: step > 0 };
    }
  }
}

/** From 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red, green, blue] = rgbOf(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mixed(from: string, to: string, share: number): string {
  const [start, end] = [rgbOf(from), rgbOf(to)];
  const channels = start.map((channel, at) => Math.round(channel + ((end[at] ?? 0) - channel) * share));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

const rgbOf = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;

/** A style sheet with the tokens in that colour. It does not apply where people force their own colours. */
export function accentSheet(entered: string): string {
  const tokens = (theme: Theme) => {
    const { accent, hover, soft, ink } = accentIn(theme, entered);
    return `--accent:${accent};--accent-hover:${hover};--accent-soft:${soft};--on-accent:${ink}`;
  };
  // The doubled selector overrides tokens.css in any order.
  return [
    "@media (forced-colors:none){",
    `:root:root{${tokens("light")}}`,
    `@media screen and (prefers-color-scheme:dark){:root:root:not([data-theme="light"]){${tokens("dark")}}}`,
    `:root:root[data-theme="dark"]{${tokens("dark")}}`,
    "}",
  ].join("");
}
