import type { PurposeDraft, PurposeDraftRow } from "./draft";

/** Which button was pressed. `row` counts from 0. */
export type MoveStep = { readonly do: "remove" | "up" | "down"; readonly row: number };
export type RowStep = { readonly do: "add" } | MoveStep;
export type FinishStep = { readonly do: "finish" | "finish-another" };
export type EditorStep = FinishStep | RowStep;

export const isFinish = (step: EditorStep): step is FinishStep => step.do === "finish" || step.do === "finish-another";

/** Everything one press of a button sends. `chosen` stands in the chooser of PII categories, "" for nothing. */
export interface Submitted {
  readonly purposeId: string | null;
  /** Id of the version that the editor was opened on; null for a new purpose. */
  readonly base: string | null;
  readonly draft: PurposeDraft;
  readonly chosen: string;
  readonly step: EditorStep;
}

/** More rows than any catalogue has; a form with more was not made by our page. */
const mostRows = 200;

/** The form as it was posted. Nothing is checked here: what is wrong must come back as it was typed. */
export function readSubmitted(data: FormData): Submitted {
  return {
    purposeId: text(data, "purpose") || null,
    base: text(data, "base") || null,
    draft: readDraft(data),
    chosen: text(data, "add"),
    step: readStep(text(data, "do")),
  };
}

export function readDraft(data: FormData): PurposeDraft {
  return {
    name: text(data, "name"),
    description: text(data, "description"),
    details: text(data, "details"),
    retention: retentions.find((kind) => kind === text(data, "retention")) ?? "",
    retentionDays: number(text(data, "retentionDays")),
    legalNote: text(data, "legalNote"),
    attributes: readRows(data),
  };
}

/** `finish`, `remove.2`, … Anything else finishes, which is what Enter in a field means. */
export function readStep(value: string): EditorStep {
  const [name, row] = value.split(".");
  const index = wholeNumber(row ?? "");
  if ((name === "remove" || name === "up" || name === "down") && index !== null) return { do: name, row: index };
  if (name === "add") return { do: "add" };
  return { do: name === "finish-another" ? "finish-another" : "finish" };
}

const retentions = ["account-closed", "withdrawn", "days"] as const;

function readRows(data: FormData): PurposeDraftRow[] {
  const rows: PurposeDraftRow[] = [];
  while (rows.length < mostRows && data.has(`attributes.${rows.length}.key`)) {
    const field = (name: string) => `attributes.${rows.length}.${name}`;
    const mandatory = data.has(field("mandatory"));
    rows.push({ key: text(data, field("key")), mandatory, reason: text(data, field("reason")) });
  }
  return rows;
}

/** A posted text has "\r\n" for a line end, whatever was typed. https://html.spec.whatwg.org/#constructing-entry-list */
function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value.replaceAll("\r\n", "\n") : "";
}

/** Null when nothing was typed; NaN, which the schema names as wrong, when it is no number. */
function number(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed);
}

function wholeNumber(typed: string): number | null {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}
