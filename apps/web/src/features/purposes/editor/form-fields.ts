import type { FormFields } from "@/ui/form/form-state";
import { formText } from "@/ui/form/form-text";
import { isTermsField } from "@/ui/terms/terms-draft";
import { readDraftFields, type PurposeDraft } from "./draft";

/** Which button was pressed. `row` counts from 0. */
export type MoveStep = { readonly do: "remove" | "up" | "down"; readonly row: number };
export type RowStep = { readonly do: "add" } | MoveStep;
export type FinishStep = { readonly do: "finish" | "finish-another" };
export type EditorStep = FinishStep | RowStep;

export const isFinish = (step: EditorStep): step is FinishStep => step.do === "finish" || step.do === "finish-another";

/** Everything that a button sends. `chosen` is the attribute that is chosen to be added, "" for none. */
export interface Submitted {
  readonly purposeId: string | null;
  /** Id of the version that the editor was opened on; null for a new purpose. */
  readonly base: string | null;
  readonly typed: FormFields;
  readonly draft: PurposeDraft;
  readonly chosen: string;
  readonly step: EditorStep;
}

const ours =
  /^(name|description|details|retention|retentionDays|legalNote|attributes\.\d+\.(key|mandatory|basis|reason)|add|recipients\.(organisation|applications\.[\da-f-]{36}))$/;

/** The form as it was posted. */
export function readSubmitted(data: FormData): Submitted {
  const names = [...data.keys()].filter((name) => ours.test(name) || isTermsField(name));
  const typed = Object.fromEntries(names.map((name) => [name, formText(data, name)]));
  return {
    purposeId: formText(data, "purpose") || null,
    base: formText(data, "base") || null,
    ...{ typed, draft: readDraftFields(typed) },
    chosen: typed["add"] ?? "",
    step: readStep(formText(data, "do")),
  };
}

/** `remove.2`, `finish-another`, … Anything else finishes, like Enter in a field. */
export function readStep(value: string): EditorStep {
  const [name, row] = value.split(".");
  const index = wholeNumber(row ?? "");
  if ((name === "remove" || name === "up" || name === "down") && index !== null) return { do: name, row: index };
  if (name === "add") return { do: "add" };
  return { do: name === "finish-another" ? "finish-another" : "finish" };
}

function wholeNumber(typed: string): number | null {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}
