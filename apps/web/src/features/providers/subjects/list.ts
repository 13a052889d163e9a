/** A line of the list: the identifier before, and the one from now on. */
export interface ListedMove {
  readonly before: string;
  readonly after: string;
}

/** A form, with what was typed a second time after a mistake, has at most 128 KB (next.config.ts). */
const maxMoves = 500;

export type ReadMoves =
  | { readonly ok: true; readonly moves: readonly ListedMove[] }
  /** `line`: the first wrong one, from 1. */
  | { readonly ok: false; readonly code: "list-missing" | "list-too-long" }
  | { readonly ok: false; readonly code: "line-shape" | "line-twice"; readonly line: number };

/** OpenID Connect Core 1.0, section 2: ASCII. Some providers send more than its 255 characters. */
const subject = /^[\x21-\x7e](?:[\x20-\x7e]{0,1021}[\x21-\x7e])?$/;

/**
 * Reads one move per line: two identifiers with a tab between them, or a comma or a semicolon
 * where neither has one. Empty lines are left out, but
 * count. Each identifier may be there once on its side.
 */
export function readMoves(text: string): ReadMoves {
  const moves: ListedMove[] = [];
  const [seen, given] = [new Set<string>(), new Set<string>()];
  for (const [index, typed] of text.split("\n").entries()) {
    if (typed.trim() === "") continue;
    const [before = "", after = "", ...rest] = typed
      .split(typed.includes("\t") ? "\t" : /[,;]/)
      .map((part) => part.trim());
    if (rest.length > 0 || !subject.test(before) || !subject.test(after)) {
      return { ok: false, code: "line-shape", line: index + 1 };
    }
    if (seen.has(before) || given.has(after)) return { ok: false, code: "line-twice", line: index + 1 };
    seen.add(before);
    given.add(after);
    moves.push({ before, after });
  }
  if (moves.length === 0) return { ok: false, code: "list-missing" };
  return moves.length > maxMoves ? { ok: false, code: "list-too-long" } : { ok: true, moves };
}

/** The line of the nth move, from 1. */
export function lineOf(text: string, index: number): number {
  const lines = text.split("\n").flatMap((typed, at) => (typed.trim() === "" ? [] : [at + 1]));
  return lines[index] ?? 1;
}
