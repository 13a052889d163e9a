/** The parts of a key press that matter; `typing`: it goes into a field. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly typing: boolean;
}

export type Shortcut = "palette" | "search" | "help";

/**
 * What a key press asks for, or null. Keys without Ctrl can be switched off, because speech input types letters that
 * no one pressed: https://www.w3.org/TR/WCAG22/#character-key-shortcuts
 */
export function shortcutOf(press: KeyPress, singleKeys: boolean): Shortcut | null {
  const { key, ctrlKey, metaKey, altKey, typing } = press;
  if (altKey) return null;
  if (ctrlKey || metaKey) return key.toLowerCase() === "k" ? "palette" : null;
  if (typing || !singleKeys) return null;
  if (key === "/") return "search";
  return key === "?" ? "help" : null;
}
