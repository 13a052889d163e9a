import type { ClaimMapping } from "@assent/consent/claims/claim-mapping";
import { writeClaimPath } from "@assent/consent/claims/claim-path";
import { claimRuleFields, defaultField, ruleField } from "../components/claim-rule-fields";
import { formText } from "@/ui/form/form-text";

// The fields of the form: the path by the key of its attribute, each rule and the default by a field of its own. ""
// means the usual.

type Rows = Readonly<Record<string, string>>;

/** The rows of a posted form. */
export function typedRows(data: FormData): Record<string, string> {
  const keys = [...data.keys()].filter((name) => name.startsWith("path.")).map((name) => name.slice("path.".length));
  return Object.fromEntries(
    keys.flatMap((key) => [
      [key, formText(data, `path.${key}`)],
      ...[...claimRuleFields.map((rule) => ruleField(rule, key)), defaultField(key)].map((field) => [
        field,
        formText(data, field),
      ]),
    ]),
  );
}

/** Rows → the input of the guarded action, whose schema checks the words. */
export function mappingOf(rows: Rows) {
  // Keys of attributes contain no dot.
  const paths = Object.entries(rows).filter(([field]) => !field.includes("."));
  const rulesOf = (key: string) =>
    claimRuleFields.flatMap((rule) => (rows[ruleField(rule, key)] ? [[rule, rows[ruleField(rule, key)]]] : []));
  return {
    paths: Object.fromEntries(paths),
    rules: Object.fromEntries(paths.map(([key]) => [key, Object.fromEntries(rulesOf(key))])),
    defaults: Object.fromEntries(paths.map(([key]) => [key, rows[defaultField(key)] ?? ""])),
  };
}

/** A stored mapping as rows. */
export function shownMapping(mappings: readonly ClaimMapping[]): Record<string, string> {
  return Object.fromEntries(
    mappings.flatMap((mapping) => [
      [mapping.attribute, writeClaimPath(mapping.path)],
      ...claimRuleFields.map((rule) => [ruleField(rule, mapping.attribute), mapping[rule] ?? ""]),
      [defaultField(mapping.attribute), mapping.default ?? ""],
    ]),
  );
}
