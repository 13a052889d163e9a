/** The text of each field by its name: "on" for a box that is ticked, "" for one that is not and for what is empty. */
export type FormFields = Readonly<Record<string, string>>;

/** What a posted form of the administration answers. It travels with the page, so no secret is ever in it. */
export interface FormState {
  /** Goes up with each answer, so that the same answer twice is seen twice. */
  readonly attempt: number;
  /** What was typed; null before anything was posted. */
  readonly typed: FormFields | null;
  /** Field → code of what is wrong with it, as the schema of the action names it. */
  readonly problems: FormFields;
  /** Why nothing was saved although the form itself was in order. */
  readonly failure: { readonly code: string; readonly reference: string } | null;
  /** The revision, or the id of the version, that the next attempt builds on; null for the one the page was opened with. */
  readonly base: number | string | null;
  /** Somebody else changed it in between: what is stored now. */
  readonly conflict: FormFields | null;
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
