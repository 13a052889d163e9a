"use client";

import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { useErrorTitle } from "@/ui/form/use-error-title";
import type { PurposeDraft } from "./draft";
import { useEditor } from "./EditorContext";
import type { EditorState, SaveFailure, FieldProblems } from "./editor-state";
import { fieldId } from "./problems";
import { useProblemText } from "./problem-text";

interface EditorProblemsProps {
  readonly state: EditorState;
  readonly problems: FieldProblems;
  /** Attempts that ended in the browser; with those that the server answered, a key for the summary to take focus by. */
  readonly attempt: number;
  readonly chosen: string;
}

/** What is wrong, above the form and in focus: the reasons by field with links, or why nothing could be saved. */
export function EditorProblems({ state, problems, attempt, chosen }: EditorProblemsProps) {
  const t = useTranslations("admin-editor");
  const { world } = useEditor();
  const { getValues } = useFormContext<PurposeDraft>();
  const text = useProblemText(world);
  const found = Object.entries(problems);
  const attempts = attempt + state.attempt;
  // A category that could not be added is answered beside the chooser; the summary is for Finish.
  const shown = attempts > 0 && found.length > 0 && !isChooserOnly(problems);
  useErrorTitle(shown || state.failure !== null, t("errorPrefix", { title: "{title}" }));
  return (
    <>
      {state.failure && (
        <ErrorSummary key={`failure-${state.attempt}`} title={t("failure.title")}>
          <p>{failureText(state.failure, t)}</p>
        </ErrorSummary>
      )}
      {shown && (
        <ErrorSummary key={attempts} title={t("errorTitle", { count: found.length })}>
          <ul>
            {found.map(([path, code]) => (
              <li key={path}>
                <a href={`#${fieldId(path)}`}>{text(path, code, getValues(), chosen)}</a>
              </li>
            ))}
          </ul>
        </ErrorSummary>
      )}
    </>
  );
}

function isChooserOnly(problems: FieldProblems): boolean {
  const [first, ...rest] = Object.entries(problems);
  return rest.length === 0 && first?.[0] === "add" && first[1] !== "not-added";
}

function failureText(failure: SaveFailure, t: ReturnType<typeof useTranslations<"admin-editor">>): string {
  if (failure.code === "unexpected") return t("failure.unexpected", { reference: failure.reference });
  return t(`failure.${failure.code}`);
}
