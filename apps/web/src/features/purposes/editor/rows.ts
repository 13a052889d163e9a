import type { PurposeDraftRow } from "./draft";
import type { RowStep } from "./form-fields";

/** Why the chooser's attribute was not added. */
export type ChooserProblem = "choose-first" | "already-added" | "attribute-unknown" | "not-added";

export interface RowChange {
  readonly rows: readonly PurposeDraftRow[];
  readonly problem: ChooserProblem | null;
}

/**
 * The rows after a button in them was pressed, with and without JavaScript. A step that is not possible (the
 * page was old) changes nothing.
 */
export function changeRows(
  rows: readonly PurposeDraftRow[],
  step: RowStep,
  chosen: string,
  known: ReadonlySet<string>,
): RowChange {
  if (step.do === "add") return addRow(rows, chosen, known);
  if (step.do === "remove") return { rows: rows.filter((_, index) => index !== step.row), problem: null };
  if (step.do === "up") return { rows: swap(rows, step.row, step.row - 1), problem: null };
  return { rows: swap(rows, step.row, step.row + 1), problem: null };
}

function addRow(rows: readonly PurposeDraftRow[], chosen: string, known: ReadonlySet<string>): RowChange {
  if (chosen === "") return { rows, problem: "choose-first" };
  if (!known.has(chosen)) return { rows, problem: "attribute-unknown" };
  if (rows.some(({ key }) => key === chosen)) return { rows, problem: "already-added" };
  return { rows: [...rows, { key: chosen, mandatory: false, reason: "" }], problem: null };
}

/** Whether an attribute was chosen but not added before finishing. Otherwise it would be missing without a warning. */
export function isUnaddedChoice(rows: readonly PurposeDraftRow[], chosen: string): boolean {
  return chosen !== "" && !rows.some(({ key }) => key === chosen);
}

function swap(rows: readonly PurposeDraftRow[], one: number, other: number): readonly PurposeDraftRow[] {
  const [a, b] = [rows[one], rows[other]];
  if (!a || !b) return rows;
  return rows.map((row, index) => (index === one ? b : index === other ? a : row));
}
