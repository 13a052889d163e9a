"use client";

import type { AttributeType } from "@assent/consent/attribute/attribute";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { ClaimRulesFields, type RuleWords } from "./ClaimRulesFields";
import { claimRuleFields, defaultField, ruleField } from "./claim-rule-fields";
import { Field, FieldProblemText } from "@/ui/form/Field";
import { FormFoot } from "@/ui/form/FormFoot";
import { FormProblems, StoredMeanwhile } from "@/ui/form/FormProblems";
import type { FormState, PostedForm } from "@/ui/form/form-state";
import { MappingPreviewPanel, type ShownMapping } from "./MappingPreviewPanel";
import { type SuggestedClaims, TestSuggestionList } from "./TestSuggestionList";
import { usePostedForm } from "@/ui/form/use-posted-form";
import { Panel } from "@/ui/Panel";

export interface ClaimsState extends FormState {
  readonly preview: ShownMapping | null;
  /** How many rows the metadata filled in; null when nobody asked. */
  readonly suggested: number | null;
  /** The attribute whose row a suggestion of the latest test just filled in. */
  readonly taken: { readonly attribute: string } | null;
}

interface ClaimsFormProps {
  readonly action: PostedForm<ClaimsState>;
  readonly opened: ClaimsState;
  readonly provider: { readonly id: string; readonly revision: number };
  readonly attributes: readonly {
    readonly key: string;
    readonly label: string;
    readonly standardPath: string;
    readonly type: AttributeType;
    readonly mayHaveDefault: boolean;
    readonly rules: RuleWords;
  }[];
  /** The rows as they are stored: path by key of the attribute, and each rule by its field. */
  readonly stored: Readonly<Record<string, string>>;
  /** Claims that the metadata lists; null when it lists none. */
  readonly listed: readonly string[] | null;
  readonly tested: SuggestedClaims | null;
  /** When each stored row was last sent; null for what never was. */
  readonly seen: Readonly<Record<string, LastSeen | null>>;
}

interface LastSeen {
  /** yyyy-mm-dd, in UTC. */
  readonly on: string;
  readonly daysAgo: number;
}

/** A row for each attribute: where it stands in the claims. A row that is empty is not mapped. */
export function ClaimsForm({ action, opened, provider, attributes, stored, listed, tested, seen }: ClaimsFormProps) {
  const t = useTranslations("identity-providers");
  const { state, saving, dirty, form } = usePostedForm(action, opened);
  const shown = state.typed ?? stored;
  const { taken } = state;
  // Its button is gone with it, so what follows is read from the row.
  useEffect(() => {
    if (taken) document.getElementById(idOf(taken.attribute))?.focus();
  }, [taken]);
  const label = (key: string) => attributes.find((one) => one.key === key)?.label ?? t("claims.sample");
  const sentences = Object.fromEntries(
    [...attributes.flatMap(({ key }) => [key, defaultField(key)]), "sample"].flatMap((field) => {
      const code = state.problems[field];
      const key = field.replace(/^default\./, "");
      return code === undefined ? [] : [[idOf(field), t(`problem.${code}`, { field: label(key) })]];
    }),
  );
  const differences = attributes.flatMap(({ key, label: name }) =>
    [key, defaultField(key), ...claimRuleFields.map((rule) => ruleField(rule, key))].flatMap((field) => {
      const text = state.conflict?.[field] ?? "";
      if (text === (state.typed?.[field] ?? "")) return [];
      if (field === key) return [{ name, text }];
      if (field === defaultField(key)) return [{ name: `${name}: ${t("claims.default")}`, text }];
      return [
        { name: `${name}: ${t(`claims.ruleOf.${field.split(".")[0]}`)}`, text: text && t(`claims.rule.${text}`) },
      ];
    }),
  );
  return (
    <form className="max-w-form" {...form}>
      {/* The first button is the one that Enter presses. */}
      <button className="sr-only" type="submit" name="do" value="save" tabIndex={-1} aria-hidden="true" />
      <FormProblems state={state} sentences={sentences} />
      {state.conflict && (
        <StoredMeanwhile differences={differences} href={`/admin/identity-providers/${provider.id}/claims`} />
      )}
      <input type="hidden" name="provider" value={provider.id} />
      <input type="hidden" name="base" value={state.base ?? provider.revision} />
      <Panel id="mapping" title={t("claims.mapping")} text={t("claims.mappingText")}>
        <div className="panel-body">
          <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
            <button className="button" type="submit" name="do" value="suggest" aria-disabled={saving || undefined}>
              {t("claims.suggest")}
            </button>
            <span className="text-muted" role="status">
              {taken
                ? t("claims.tested.taken", { label: label(taken.attribute) })
                : state.suggested === null
                  ? t(listed ? "claims.listed" : "claims.unlisted", { count: listed?.length ?? 0 })
                  : t("claims.suggested", { count: state.suggested })}
            </span>
          </div>
          <TestSuggestionList
            tested={tested}
            testHref={`/admin/identity-providers/${provider.id}/test`}
            shown={shown}
            labelOf={label}
            saving={saving}
          />
          {/* Drawn anew with each answer, which may have filled in rows; what was typed is in the answer. */}
          <div key={state.attempt}>
            {attributes.map(({ key, label: name, standardPath, type, mayHaveDefault, rules }) => (
              <Row
                key={key}
                attribute={key}
                label={name}
                value={shown[key] ?? ""}
                placeholder={standardPath}
                problem={sentences[idOf(key)]}
                seen={seen[key]}
                rules={
                  <ClaimRulesFields
                    attribute={{ key, type }}
                    label={name}
                    words={rules}
                    {...{ mayHaveDefault, shown }}
                    problem={sentences[defaultField(key)]}
                  />
                }
              />
            ))}
          </div>
          <datalist id="claims-listed">
            {[...new Set([...(listed ?? []), ...(tested?.suggestions ?? []).map(({ path }) => path)])].map((claim) => (
              <option key={claim} value={claim} />
            ))}
          </datalist>
        </div>
      </Panel>
      <Sample problem={sentences["sample"]} value={state.typed?.["sample"] ?? ""} saving={saving} />
      {state.preview && <MappingPreviewPanel preview={state.preview} />}
      <FormFoot save={t("save")} saving={saving} dirty={dirty} cancelHref="/admin/identity-providers" />
    </form>
  );
}

const idOf = (field: string) => (field === "sample" || field.startsWith("default.") ? field : `path.${field}`);

interface RowProps {
  readonly attribute: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly problem: string | undefined;
  /** Undefined for a row that is not stored. */
  readonly seen: LastSeen | null | undefined;
  readonly rules: ReactNode;
}

function Row({ attribute, label, value, placeholder, problem, seen, rules }: RowProps) {
  const t = useTranslations("identity-providers.claims");
  const id = idOf(attribute);
  const described = [problem && `${id}-problem`, seen !== undefined && `${id}-seen`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-x-6 gap-y-1 border-t border-border py-2 @min-[36rem]/work:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] [&_input]:placeholder:italic [&>label]:py-1.5">
      <label htmlFor={id}>{label}</label>
      <div>
        <FieldProblemText name={id} text={problem} />
        <input
          className="input mono"
          id={id}
          name={id}
          defaultValue={value}
          placeholder={placeholder}
          list="claims-listed"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described === "" ? undefined : described}
        />
        {seen !== undefined && (
          <p className="hint" id={`${id}-seen`}>
            {seen ? <time dateTime={seen.on}>{t("seen", { days: seen.daysAgo })}</time> : t("unseen")}
          </p>
        )}
        {rules}
      </div>
    </div>
  );
}

interface SampleProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly saving: boolean;
}

function Sample({ value, problem, saving }: SampleProps) {
  const t = useTranslations("identity-providers.claims");
  const [opened] = useState(value);
  return (
    <Panel id="sample" title={t("try")} text={t("tryText")}>
      <div className="panel-body">
        <Field
          name="sample"
          label={t("sample")}
          value={opened}
          kind="lines"
          mono
          problem={problem}
          hint={t("sampleHint")}
        />
        <div className="mt-3 mb-4">
          <button className="button" type="submit" name="do" value="preview" aria-disabled={saving || undefined}>
            {t("preview")}
          </button>
        </div>
      </div>
    </Panel>
  );
}
