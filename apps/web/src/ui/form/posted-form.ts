import type { FormState } from "./form-state";
import type { ActionResult } from "@/platform/result";

/** What there is to say about a form that was posted. */
export type FormUpdate = Partial<Pick<FormState, "problems" | "failure" | "conflict" | "base">>;
type Refused = Extract<ActionResult<unknown>, { ok: false }>;

/** Why a guarded action refused, in the words of the forms; paths begin at the action's input, below `root`. */
export function formRefusal(result: Refused, root: string): FormUpdate {
  if (result.code !== "invalid-input") {
    const code = result.code === "not-allowed" ? "not-allowed" : "unexpected";
    return { failure: { code, reference: result.reference ?? "" } };
  }
  const problems = Object.entries(result.fields ?? {}).flatMap(([path, code]) =>
    path.startsWith(`${root}.`) ? [[path.slice(root.length + 1), code] as const] : [],
  );
  if (problems.length > 0) return { problems: Object.fromEntries(problems) };
  return { failure: { code: "malformed", reference: "" } };
}

/** The next state of a form: what was typed, and what is to be said about it. */
export function formAnswer<State extends FormState>(
  state: State,
  typed: Readonly<Record<string, string>>,
  base: number | null,
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
