import type { PurposeDraft } from "./draft";

/** Dotted path of a field → code of what is wrong with it; "add" is the chooser of PII categories. */
export type FieldProblems = Readonly<Record<string, string>>;

/** Why nothing was saved although the form itself was in order. */
export type SaveFailure =
  { readonly code: "not-allowed" | "gone" | "malformed" } | { readonly code: "unexpected"; readonly reference: string };

/** What the editor's action answers. It travels with the form, so it is no bigger than it must be. */
export interface EditorState {
  /** Goes up with each answer, so that the same answer twice is seen twice. */
  readonly attempt: number;
  /** What was typed; null for the state in which the page was opened. */
  readonly draft: PurposeDraft | null;
  /** Id of the version that the next attempt builds on; null for a new purpose or while nothing was posted. */
  readonly base: string | null;
  readonly chosen: string;
  readonly problems: FieldProblems;
  readonly failure: SaveFailure | null;
  /** Somebody else made a version in between. */
  readonly conflict: boolean;
}

export const openedState: EditorState = {
  attempt: 0,
  draft: null,
  base: null,
  chosen: "",
  problems: {},
  failure: null,
  conflict: false,
};
