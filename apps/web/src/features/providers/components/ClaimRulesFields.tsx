"use client";

import { useTranslations } from "next-intl";
import { type ClaimRuleField, claimRuleFields, defaultField, ruleField } from "./claim-rule-fields";
import type { FieldAttribute } from "@/ui/attribute-field";
import { AttributeInput } from "@/ui/AttributeInput";
import { FieldFrame, SelectField } from "@/ui/form/Field";

/** The words each rule may have for one attribute, besides the usual. */
export type RuleWords = Readonly<Record<ClaimRuleField, readonly string[]>>;

interface ClaimRulesFieldsProps {
  readonly attribute: FieldAttribute;
  readonly label: string;
  readonly words: RuleWords;
  readonly mayHaveDefault: boolean;
  /** What is wrong with the default. */
  readonly problem: string | undefined;
  readonly shown: Readonly<Record<string, string>>;
}

/** What is done with a claim, and when, and what stands in for it; closed, it says what is not as usual. */
export function ClaimRulesFields({
  attribute: { key, type },
  label,
  words,
  mayHaveDefault,
  problem,
  shown,
}: ClaimRulesFieldsProps) {
  const t = useTranslations("identity-providers.claims");
  // A list is not refused where the attribute is one.
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
          value={shown[ruleField(rule, key)] ?? ""}
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
          problem={problem}
          hint={`${isList ? t("defaultList") : ""}${t("defaultHint")}`}
        >
          {(describedBy) => (
            <AttributeInput
              attribute={{ key, type }}
              id={defaultField(key)}
              name={defaultField(key)}
              value={fallback}
              about="others"
              wrong={problem !== undefined}
              describedBy={describedBy}
            />
          )}
        </FieldFrame>
      )}
    </details>
  );
}
