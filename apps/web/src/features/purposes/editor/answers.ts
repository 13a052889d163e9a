import type { EditorState, SaveFailure, FieldProblems } from "./editor-state";
import type { Submitted } from "./form-fields";
import type { RowChange } from "./rows";
import type { ActionResult } from "@/platform/result";

type EditorUpdate = Partial<Pick<EditorState, "problems" | "failure" | "conflict" | "base">>;
type Refused = Extract<ActionResult<unknown>, { ok: false }>;

/** The next state of the editor: what was typed, and what is to be said about it. */
export function editorAnswer(state: EditorState, posted: Submitted, news: EditorUpdate): EditorState {
  return {
    attempt: state.attempt + 1,
    draft: posted.draft,
    base: news.base ?? posted.base,
    chosen: posted.chosen,
    problems: news.problems ?? {},
    failure: news.failure ?? null,
    conflict: news.conflict ?? false,
  };
}

/** After a button in the rows. Nothing was finished, so it counts as no attempt. */
export function editorRowsAnswer(state: EditorState, posted: Submitted, { rows, problem }: RowChange): EditorState {
  const draft = { ...posted.draft, attributes: rows.map((row) => ({ ...row })) };
  const chosen = posted.step.do === "add" && !problem ? "" : posted.chosen;
  return {
    ...editorAnswer(state, { ...posted, draft, chosen }, { problems: problem ? { add: problem } : {} }),
    attempt: state.attempt,
  };
}

/** Why a guarded action refused, in the words of the editor. */
export function editorRefusal(result: Refused): EditorUpdate {
  if (result.code === "invalid-input") return invalid(result.fields ?? {});
  if (result.code === "not-allowed") return { failure: { code: "not-allowed" } };
  return { failure: { code: "unexpected", reference: result.reference ?? "" } };
}

/** Paths begin at the action's input; the editor's begin at the purpose. What else is wrong was made by no page of ours. */
function invalid(fields: Readonly<Record<string, string>>): { problems: FieldProblems } | { failure: SaveFailure } {
  const problems = Object.entries(fields).flatMap(([path, code]) => {
    if (path === "forgotten") return [["add", code] as const];
    return path.startsWith("purpose.") ? [[path.slice("purpose.".length), code] as const] : [];
  });
  return problems.length > 0 ? { problems: Object.fromEntries(problems) } : { failure: { code: "malformed" } };
}
