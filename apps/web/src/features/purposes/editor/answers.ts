import type { FormState } from "@/ui/form/form-state";
import { below, type FormUpdate, formAnswer } from "@/ui/form/posted-form";
import { fieldsOfDraft } from "./draft";
import type { Submitted } from "./form-fields";
import type { RowChange } from "./rows";

/** The next state of the editor: what was typed, and its problems. */
export const editorAnswer = (state: FormState, { typed, base }: Submitted, news: FormUpdate): FormState =>
  formAnswer(state, typed, base, news);

/** After a button in the rows. Nothing was finished, so it does not count as an attempt. */
export function editorRowsAnswer(state: FormState, posted: Submitted, { rows, problem }: RowChange): FormState {
  const chosen = posted.step.do === "add" && !problem ? "" : posted.chosen;
  const typed = fieldsOfDraft({ ...posted.draft, attributes: rows.map((row) => ({ ...row })) }, chosen);
  const news = problem ? { problems: { add: problem } } : {};
  return { ...editorAnswer(state, { ...posted, typed }, news), attempt: state.attempt };
}

/** The path of a problem in the action's input → the field of the editor. */
export const editorField = (path: string): string | null => (path === "forgotten" ? "add" : below("purpose")(path));
