/** What a posted form of the administration answers. It travels with the page, so no secret is ever in it. */
export interface FormState {
  /** Goes up with each answer, so that the same answer twice is seen twice. */
  readonly attempt: number;
  /** What was typed, by field; null before anything was posted. */
  readonly typed: Readonly<Record<string, string>> | null;
  /** Field → code of what is wrong with it. */
  readonly problems: Readonly<Record<string, string>>;
  /** Why nothing was saved although the form itself was in order. */
  readonly failure: { readonly code: string; readonly reference: string } | null;
  /** The revision that the next attempt builds on; null for the one with which the page was opened. */
  readonly base: number | null;
  /** Somebody else changed it in between: what is stored now, by field. */
  readonly conflict: Readonly<Record<string, string>> | null;
}

export const openedForm: FormState = {
  attempt: 0,
  typed: null,
  problems: {},
  failure: null,
  base: null,
  conflict: null,
};

export type PostedForm<State> = (state: State, data: FormData) => Promise<State>;
