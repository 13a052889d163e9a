"use client";

import { useWatch } from "react-hook-form";
import { accentIn, isColour, type Theme } from "@/ui/styles/accent";

interface AccentWords {
  readonly light: string;
  readonly dark: string;
  /** Have {colour} and {ratio} in them. */
  readonly asEntered: string;
  readonly darker: string;
  readonly lighter: string;
  readonly none: string;
  readonly noColour: string;
}

/** How a colour looks in the light and dark themes, with its contrast. With JavaScript it follows what is typed. */
export function AccentCheck({ field, words }: { readonly field: string; readonly words: AccentWords }) {
  const typed: unknown = useWatch({ name: field });
  const colour = typeof typed === "string" ? typed.trim().toLowerCase() : "";
  if (!isColour(colour)) return <p className="hint">{colour === "" ? words.none : words.noColour}</p>;
  return (
    <dl className="kv kv-tight" aria-live="polite">
      {(["light", "dark"] as const).map((theme) => (
        <div key={theme}>
          <dt>{words[theme]}</dt>
          <dd>
            <InTheme theme={theme} colour={colour} words={words} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function InTheme({ theme, colour, words }: { theme: Theme; colour: string; words: AccentWords }) {
  const { accent, ink, soft, ratio, adjusted } = accentIn(theme, colour);
  const sentence = adjusted ? words[theme === "light" ? "darker" : "lighter"] : words.asEntered;
  return (
    <>
      {/* Attributes, because inline styles are not allowed. */}
      <svg className="h-5 w-12 rounded-4 align-[-0.3125rem]" viewBox="0 0 48 20" aria-hidden="true">
        <rect width="32" height="20" fill={accent} />
        <rect x="32" width="16" height="20" fill={soft} />
        <text x="16" y="14" textAnchor="middle" fontSize="12" fill={ink}>
          Aa
        </text>
        <text x="40" y="14" textAnchor="middle" fontSize="12" fill={accent}>
          a
        </text>
      </svg>{" "}
      {sentence.replace("{colour}", accent).replace("{ratio}", (Math.floor(ratio * 10) / 10).toFixed(1))}
    </>
  );
}
