import { type FieldErrors, type FieldValues, set } from "react-hook-form";
import type { FormFields } from "./form-state";

/** Fields → the form library's shape, where a dot in a name leads into an object or a list. */
export function valuesOf(fields: FormFields): FieldValues {
  const values: FieldValues = {};
  for (const [name, text] of Object.entries(fields)) set(values, name, text);
  return values;
}

/** The form library's values → fields. */
export function fieldsOf(values: unknown, name = ""): Record<string, string> {
  if (typeof values !== "object" || values === null) return { [name]: textOf(values) };
  return Object.assign(
    {},
    ...Object.entries(values).map(([part, value]) => fieldsOf(value, name === "" ? part : `${name}.${part}`)),
  ) as Record<string, string>;
}

function textOf(value: unknown): string {
  if (value === true) return "on";
  return typeof value === "string" ? value : "";
}

/** Field → code, as the form library keeps errors. Problems of a list come before problems of its rows. */
export function errorsOf(problems: FormFields): FieldErrors {
  const errors: FieldErrors = {};
  const found = Object.entries(problems).sort(([one], [other]) => one.length - other.length);
  for (const [name, code] of found) set(errors, name, { type: "server", message: code });
  return errors;
}

/** Whether two forms have the same content; a missing field counts as empty. */
export function sameFields(one: FormFields, other: FormFields): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (name) => (one[name] ?? "") === (other[name] ?? ""),
  );
}
