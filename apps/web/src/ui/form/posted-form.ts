import type { FormFields, FormState } from "./form-state";
import type { ActionResult } from "@/platform/result";

/** What changes in the state of a form after it was posted. */
export type FormUpdate = Partial<Pick<FormState, "problems" | "failure" | "conflict" | "base">>;
type Refused = Extract<ActionResult<unknown>, { ok: false }>;

/**
 * Why a guarded action refused. `nameOf`: the path of a problem in the action's input → the name of its field in the
 * form, or null for an input that our pages always send correctly.
 */
export function formRefusal(result: Refused, nameOf: (path: string) => string | null): FormUpdate {
  const { code, reference = "" } = result;
  if (code !== "invalid-input") return { failure: { code, reference } };
  const problems = Object.entries(result.fields ?? {}).flatMap(([path, problem]) => {
    const name = nameOf(path);
    return name === null ? [] : [[name, problem] as const];
  });
  if (problems.length > 0) return { problems: Object.fromEntries(problems) };
  return { failure: { code: "malformed", reference: "" } };
}

/** For an input that has the fields of the form below one of its keys, under the same names. */
export const below =
  (root: string) =>
  (path: string): string | null =>
    path.startsWith(`${root}.`) ? path.slice(root.length + 1) : null;

/** The next state of a form: what was typed, and its problems. */
export function formAnswer<State extends FormState>(
  state: State,
  typed: FormFields,
  base: FormState["base"],
  news: Partial<State>,
): State {
  return {
    ...state,
    attempt: state.attempt + 1,
    typed,
    base,
    problems: {},
    failure: null,
    conflict: null,
    ...news,
  };
}
