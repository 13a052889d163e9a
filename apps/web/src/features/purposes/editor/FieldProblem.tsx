"use client";

import { useFormContext } from "react-hook-form";
import { Icon } from "@/ui/Icon";
import type { PurposeDraft } from "./draft";
import { useEditor } from "./EditorContext";
import { fieldId } from "./problems";
import { useProblemText } from "./problem-text";

/** What is wrong with a field, beside it. Nothing when nothing is wrong. */
export function FieldProblem({ path, chosen = "" }: { readonly path: string; readonly chosen?: string }) {
  const { world, problems } = useEditor();
  const { getValues } = useFormContext<PurposeDraft>();
  const text = useProblemText(world);
  const code = problems[path];
  if (!code) return null;
  return (
    <p className="field-problem" id={problemId(path)}>
      <Icon name="alert" />
      {text(path, code, getValues(), chosen)}
    </p>
  );
}

/** Attributes of a field that say what is wrong with it and what its hint is. */
export function useFieldMarks(path: string, ...hints: readonly (string | false)[]) {
  const { problems } = useEditor();
  const wrong = Boolean(problems[path]);
  const described = [wrong && problemId(path), ...hints].filter(Boolean).join(" ");
  return {
    id: fieldId(path),
    "aria-invalid": wrong ? (true as const) : undefined,
    "aria-describedby": described === "" ? undefined : described,
  };
}

const problemId = (path: string) => `${path.replaceAll(".", "-")}-problem`;
