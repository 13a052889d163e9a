import { diffWordsWithSpace } from "diff";

export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

export interface ChangedWords {
  readonly before: readonly Piece[];
  readonly now: readonly Piece[];
}

/**
 * Splits two texts into pieces and marks the words that differ. Texts with almost nothing in common are not marked,
 * because marking everything does not help.
 */
export function changedWords(before: string, now: string): ChangedWords {
  const parts = diffWordsWithSpace(before, now);
  const shared = parts.filter(({ added, removed }) => !added && !removed).map(({ value }) => value.trim().length);
  const common = shared.reduce((sum, length) => sum + length, 0);
  if (common * 4 <= Math.min(before.length, now.length)) return { before: [plain(before)], now: [plain(now)] };
  return {
    before: parts.filter(({ added }) => !added).map(({ value, removed }) => ({ text: value, changed: removed })),
    now: parts.filter(({ removed }) => !removed).map(({ value, added }) => ({ text: value, changed: added })),
  };
}

const plain = (text: string): Piece => ({ text, changed: false });
