import { type ClaimMapping, sourcesOf } from "@assent/consent/claims/claim-mapping";
import { writeClaimSources } from "@assent/consent/claims/claim-sources";
import { claimRuleFields, defaultField, pathField, ruleField } from "../components/claim-rule-fields";
import type { FormFields } from "@/ui/form/form-state";
import { formText } from "@/ui/form/form-text";

// The fields of the form: for each attribute a path, its rules and its default. "" means the default.

const fieldsOf = (attribute: string) => [
  pathField(attribute),
  ...claimRuleFields.map((rule) => ruleField(rule, attribute)),
  defaultField(attribute),
];

/** Keys of the attributes that have a row. */
const attributesIn = (names: Iterable<string>): string[] =>
  [...names].flatMap((name) => (name.startsWith(pathField("")) ? [name.slice(pathField("").length)] : []));

/** The rows of a posted form. */
export function typedRows(data: FormData): Record<string, string> {
  const names = attributesIn(data.keys()).flatMap(fieldsOf);
  return Object.fromEntries(names.map((name) => [name, formText(data, name)]));
}

/** Rows → the input of the guarded action, whose schema checks the words. */
export function mappingOf(rows: FormFields) {
  const attributes = attributesIn(Object.keys(rows));
  const byAttribute = <Value>(read: (attribute: string) => Value) =>
    Object.fromEntries(attributes.map((attribute) => [attribute, read(attribute)]));
  return {
    paths: byAttribute((attribute) => rows[pathField(attribute)]),
    rules: byAttribute((attribute) =>
      Object.fromEntries(
        claimRuleFields.flatMap((rule) => {
          const word = rows[ruleField(rule, attribute)];
          return word ? [[rule, word]] : [];
        }),
      ),
    ),
    defaults: byAttribute((attribute) => rows[defaultField(attribute)] ?? ""),
  };
}

/** The path of an issue in that input → the field of the form. */
export function mappingField(path: string): string | null {
  const [, kind, attribute] = /^mapping\.(paths|defaults)\.(.+)$/.exec(path) ?? [];
  if (attribute === undefined) return null;
  return kind === "paths" ? pathField(attribute) : defaultField(attribute);
}

/** A stored mapping as rows. */
export function shownMapping(mappings: readonly ClaimMapping[]): Record<string, string> {
  return Object.fromEntries(
    mappings.flatMap((mapping) => [
      [pathField(mapping.attribute), writeClaimSources(sourcesOf(mappings, mapping.attribute))],
      ...claimRuleFields.map((rule) => [ruleField(rule, mapping.attribute), mapping[rule] ?? ""]),
      [defaultField(mapping.attribute), mapping.default ?? ""],
    ]),
  );
}
