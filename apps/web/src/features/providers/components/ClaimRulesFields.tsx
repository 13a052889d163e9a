"use client";

import { useTranslations } from "next-intl";
import { type ClaimRuleField, claimRuleFields, defaultField, ruleField } from "./claim-rule-fields";
import type { FieldAttribute } from "@/ui/attribute-field";
import { AttributeInput } from "@/ui/AttributeInput";
import { useProblem } from "@/ui/form/AdminForm";
import { FieldFrame, SelectField } from "@/ui/form/Field";
import type { FormFields } from "@/ui/form/form-state";

/** The options of each rule for one attribute, besides the default. */
export type RuleWords = Readonly<Record<ClaimRuleField, readonly string[]>>;

interface ClaimRulesFieldsProps {
  readonly attribute: FieldAttribute;
  readonly label: string;
  readonly words: RuleWords;
  readonly mayHaveDefault: boolean;
  readonly shown: FormFields;
}

/** The rules and the default of a claim. Closed, it shows what differs from the usual. */
export function ClaimRulesFields({
  attribute: { key, type },
  label,
  words,
  mayHaveDefault,
  shown,
}: ClaimRulesFieldsProps) {
  const t = useTranslations("identity-providers.claims");
  const problem = useProblem(defaultField(key));
  // A list is accepted if the attribute is one.
  const isList = type === "list";
  const offered = claimRuleFields.filter((rule) => words[rule].length > 0);
  const usual = (rule: ClaimRuleField) => t(rule === "list" && isList ? "usual.listKept" : `usual.${rule}`);
  const set = offered.flatMap((rule) => shown[ruleField(rule, key)] || []).map((word) => t(`rule.${word}`));
  const fallback = shown[defaultField(key)] ?? "";
  if (fallback !== "") set.push(t("defaultShown", { value: fallback.replaceAll("\n", ", ") }));
  return (
    <details className="mt-1" open={problem !== undefined}>
      <summary className="inline-flex min-h-11 items-center gap-2 text-accent decoration-1 underline-offset-[0.2em] hover:text-accent-hover hover:underline">
        {t("rules")}
        <span className="sr-only">: {label}</span>
        {set.length > 0 && (
          <span className="text-muted">
            {" "}
            <bdi>{set.join(", ")}</bdi>
          </span>
        )}
      </summary>
      {offered.map((rule) => (
        <SelectField
          key={rule}
          name={ruleField(rule, key)}
          label={t(`ruleOf.${rule}`)}
          options={[
            { value: "", text: usual(rule) },
            ...words[rule].map((word) => ({ value: word, text: t(`rule.${word}`) })),
          ]}
        />
      ))}
      {mayHaveDefault && (
        <FieldFrame
          name={defaultField(key)}
          label={t("default")}
          hint={`${isList ? t("defaultList") : ""}${t("defaultHint")}`}
        >
          {(control) => <AttributeInput attribute={{ key, type }} about="others" {...control} />}
        </FieldFrame>
      )}
    </details>
  );
}
