import type { FieldErrors } from "react-hook-form";
import type { PurposeDraft } from "./draft";
import type { FieldProblems } from "./editor-state";

/** What the form library found → dotted paths and codes, in the order of the form. */
export function flattenErrors(errors: FieldErrors<PurposeDraft>): FieldProblems {
  const found: [string, string][] = [];
  collect(errors, [], found);
  return Object.fromEntries(found.sort(([a], [b]) => place(a) - place(b)));
}

function collect(node: unknown, path: readonly string[], found: [string, string][]): void {
  if (typeof node !== "object" || node === null) return;
  if ("message" in node && typeof node.message === "string") {
    found.push([path.join("."), node.message]);
    return;
  }
  for (const [name, child] of Object.entries(node)) {
    // A list's own error stands at `root`. What else has capitals or is a DOM reference is not an error.
    if (name !== "ref") collect(child, name === "root" ? path : [...path, name], found);
  }
}

/** Dotted paths and codes → the shape in which the form library keeps them. */
export function nestProblems(problems: FieldProblems): FieldErrors<PurposeDraft> | undefined {
  const entries = Object.entries(problems).filter(([path]) => path !== "" && path !== "add");
  if (entries.length === 0) return undefined;
  const errors: Record<string, unknown> = {};
  for (const [path, code] of entries)
    put(errors, path === "attributes" ? ["attributes", "root"] : path.split("."), code);
  return errors;
}

function put(node: Record<string, unknown>, [name = "", ...rest]: readonly string[], code: string): void {
  if (rest.length === 0) {
    node[name] = { type: "server", message: code };
    return;
  }
  node[name] ??= {};
  put(node[name] as Record<string, unknown>, rest, code);
}

const order = ["name", "description", "details", "retention", "retentionDays", "legalNote", "attributes", "add"];

/** Where the field stands in the form: the summary lists what is wrong from top to bottom. */
function place(path: string): number {
  const [field = "", row] = path.split(".");
  const index = order.indexOf(field);
  return (index < 0 ? order.length : index) * 1000 + (row === undefined ? 999 : Number(row));
}

/** Problems of several sources, in the order of the form. Of two about one field the first counts. */
export function mergeProblems(...sources: readonly FieldProblems[]): FieldProblems {
  const merged: Record<string, string> = {};
  for (const source of sources) for (const [path, code] of Object.entries(source)) merged[path] ??= code;
  return Object.fromEntries(Object.entries(merged).sort(([a], [b]) => place(a) - place(b)));
}

/** The id of the field that a problem is about, to link to. */
export function fieldId(path: string): string {
  if (path === "attributes" || path === "add" || path === "") return "add";
  // A row's key is not a field; the button that removes the row is what helps.
  if (/^attributes\.\d+\.key$/.test(path)) return path.replace(/^attributes\.(\d+)\.key$/, "row-$1-remove");
  return path.replaceAll(".", "-");
}
