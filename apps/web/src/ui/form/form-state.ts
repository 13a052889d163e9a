/** The text of each field by its name: "on" for a ticked box, "" for an unticked one and for an empty field. */
export type FormFields = Readonly<Record<string, string>>;

/** The answer to a posted form of the administration. It is part of the page, so it never contains a secret. */
export interface FormState {
  /** Increases with each answer, so that a repeated answer is shown again. */
  readonly attempt: number;
  /** What was typed; null before anything was posted. */
  readonly typed: FormFields | null;
  /** Field → code of its problem, from the schema of the action. */
  readonly problems: FormFields;
  /** Why nothing was saved although the form itself was valid. */
  readonly failure: { readonly code: string; readonly reference: string } | null;
  /**
   * The revision, or the id of the version, that the next attempt builds on; null for the one the page was opened with.
   */
  readonly base: number | string | null;
  /** What is stored now, if another administrator changed it in between. */
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
