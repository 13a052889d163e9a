"use client";

import { useTranslations } from "next-intl";
import { type ClaimRuleField, claimRuleFields, defaultField, ruleField } from "./claim-rule-fields";
import { Field, SelectField } from "@/ui/form/Field";

/** The words each rule may have for one attribute, besides the usual. */
export type RuleWords = Readonly<Record<ClaimRuleField, readonly string[]>>;

interface ClaimRulesFieldsProps {
  readonly attribute: string;
  readonly label: string;
  readonly words: RuleWords;
  /** Whether the attribute is a list itself: a list is not refused then. */
  readonly isList: boolean;
  readonly mayHaveDefault: boolean;
  /** What is wrong with the default. */
  readonly problem: string | undefined;
  readonly shown: Readonly<Record<string, string>>;
}

/** What is done with a claim, and when, and what stands in for it; closed, it says what is not as usual. */
export function ClaimRulesFields({
  attribute,
  label,
  words,
  isList,
  mayHaveDefault,
  problem,
  shown,
}: ClaimRulesFieldsProps) {
  const t = useTranslations("identity-providers.claims");
  const offered = claimRuleFields.filter((rule) => words[rule].length > 0);
  const usual = (rule: ClaimRuleField) => t(rule === "list" && isList ? "usual.listKept" : `usual.${rule}`);
  const set = offered.flatMap((rule) => shown[ruleField(rule, attribute)] || []).map((word) => t(`rule.${word}`));
  const fallback = shown[defaultField(attribute)] ?? "";
  if (fallback !== "") set.push(t("defaultShown", { value: fallback.replaceAll("\n", ", ") }));
  return (
    <details className="more claims-rules" open={problem !== undefined}>
      <summary>
        {t("rules")}
        <span className="vh">: {label}</span>
        {set.length > 0 && (
          <span className="muted">
            {" "}
            <bdi>{set.join(", ")}</bdi>
          </span>
        )}
      </summary>
      {offered.map((rule) => (
        <SelectField
          key={rule}
          name={ruleField(rule, attribute)}
          label={t(`ruleOf.${rule}`)}
          value={shown[ruleField(rule, attribute)] ?? ""}
          options={[
            { value: "", text: usual(rule) },
            ...words[rule].map((word) => ({ value: word, text: t(`rule.${word}`) })),
          ]}
        />
      ))}
      {mayHaveDefault && (
        <Field
          name={defaultField(attribute)}
          label={t("default")}
          value={fallback}
          kind={isList ? "lines" : "line"}
          problem={problem}
          hint={`${isList ? t("defaultList") : ""}${t("defaultHint")}`}
        />
      )}
    </details>
  );
}
