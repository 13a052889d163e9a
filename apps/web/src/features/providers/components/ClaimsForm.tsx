"use client";

import type { AttributeType } from "@assent/consent/attribute/attribute";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { ClaimRulesFields, type RuleWords } from "./ClaimRulesFields";
import { claimRuleFields, defaultField, pathField, ruleField } from "./claim-rule-fields";
import { AdminForm, useField, useSaving } from "@/ui/form/AdminForm";
import { ProblemText, TextField } from "@/ui/form/Field";
import { type FormFields, type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { Panel } from "@/ui/Panel";
import { useAdminForm } from "@/ui/form/use-admin-form";
import { MappingPreviewPanel, type ShownMapping } from "./MappingPreviewPanel";
import { type SuggestedClaims, TestSuggestionList } from "./TestSuggestionList";

export interface ClaimsState extends FormState {
  readonly preview: ShownMapping | null;
  /** How many rows the metadata filled in; null if they were not requested. */
  readonly suggested: number | null;
  /** The attribute whose row was just filled in from a suggestion of the latest test. */
  readonly taken: { readonly attribute: string } | null;
}

interface ClaimsFormProps {
  readonly action: PostedForm<ClaimsState>;
  readonly provider: { readonly id: string; readonly revision: number };
  readonly attributes: readonly {
    readonly key: string;
    readonly label: string;
    readonly standardPath: string;
    readonly type: AttributeType;
    readonly mayHaveDefault: boolean;
    readonly rules: RuleWords;
  }[];
  /** The rows as they are stored. */
  readonly stored: FormFields;
  /** Claims that the metadata lists; null if it lists none. */
  readonly listed: readonly string[] | null;
  readonly tested: SuggestedClaims | null;
  /** What the provider has sent for the claim of each stored row. */
  readonly seen: Readonly<Record<string, Seen>>;
}

interface Day {
  /** yyyy-mm-dd, in UTC. */
  readonly on: string;
  readonly daysAgo: number;
}

interface Seen {
  /** When it was last sent; null if it never was. */
  readonly last: Day | null;
  /** How many sign-ins brought something unusable; null for none. */
  readonly unusable: (Day & { readonly count: number }) | null;
}

const start: ClaimsState = { ...openedForm, preview: null, suggested: null, taken: null };

/** A row for each attribute with the path of its claim. An attribute with an empty row is not mapped. */
export function ClaimsForm({ action, provider, attributes, stored, listed, tested, seen }: ClaimsFormProps) {
  const t = useTranslations("identity-providers");
  const handle = useAdminForm(action, start, stored);
  const { state, saving } = handle;
  const shown = state.typed ?? stored;
  const { taken } = state;
  // The suggestion and its button are gone, so the focus moves to the row.
  useEffect(() => {
    if (taken) document.getElementById(pathField(taken.attribute))?.focus();
  }, [taken]);
  const label = (key: string) => attributes.find((one) => one.key === key)?.label ?? t("claims.sample");
  const page = `/admin/identity-providers/${provider.id}`;
  return (
    <AdminForm
      handle={handle}
      order={[...attributes.flatMap(({ key }) => [pathField(key), defaultField(key)]), "sample"]}
      sentence={(field, code) => t(`problem.${code}`, { field: label(field.replace(/^(path|default)\./, "")) })}
      failures={{ gone: t("failure.gone") }}
      base={provider.revision}
      hidden={{ provider: provider.id }}
      conflict={{ href: `${page}/claims`, differences: (now, typed) => differencesOf(attributes, now, typed, t) }}
      cancelHref="/admin/identity-providers"
    >
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
          <TestSuggestionList {...{ tested, shown, saving }} testHref={`${page}/test`} labelOf={label} />
          <div>
            {attributes.map(({ key, label: name, standardPath, type, mayHaveDefault, rules }) => (
              <Row key={key} attribute={key} label={name} placeholder={standardPath} seen={seen[key]}>
                <ClaimRulesFields attribute={{ key, type }} label={name} words={rules} {...{ mayHaveDefault, shown }} />
              </Row>
            ))}
          </div>
          <datalist id="claims-listed">
            {[...new Set([...(listed ?? []), ...(tested?.suggestions ?? []).map(({ path }) => path)])].map((claim) => (
              <option key={claim} value={claim} />
            ))}
          </datalist>
        </div>
      </Panel>
      <Sample />
      {state.preview && <MappingPreviewPanel preview={state.preview} />}
    </AdminForm>
  );
}

function differencesOf(
  attributes: ClaimsFormProps["attributes"],
  stored: FormFields,
  typed: FormFields,
  t: ReturnType<typeof useTranslations<"identity-providers">>,
) {
  return attributes.flatMap(({ key, label }) => {
    const changed = (field: string) => (stored[field] ?? "") !== (typed[field] ?? "");
    const text = (field: string) => stored[field] ?? "";
    const [path, fallback] = [pathField(key), defaultField(key)];
    return [
      ...(changed(path) ? [{ name: label, text: text(path) }] : []),
      ...(changed(fallback) ? [{ name: `${label}: ${t("claims.default")}`, text: text(fallback) }] : []),
      ...claimRuleFields.flatMap((rule) => {
        const word = text(ruleField(rule, key));
        const name = `${label}: ${t(`claims.ruleOf.${rule}`)}`;
        return changed(ruleField(rule, key)) ? [{ name, text: word && t(`claims.rule.${word}`) }] : [];
      }),
    ];
  });
}

interface RowProps {
  readonly attribute: string;
  readonly label: string;
  readonly placeholder: string;
  /** Undefined for a row that is not stored. */
  readonly seen: Seen | undefined;
  /** Its rules. */
  readonly children: ReactNode;
}

function Row({ attribute, label, placeholder, seen, children }: RowProps) {
  const t = useTranslations("identity-providers.claims");
  const name = pathField(attribute);
  const { id, value, problem, register } = useField(name);
  const described = [problem && `${id}-problem`, seen !== undefined && `${id}-seen`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-x-6 gap-y-1 border-t border-border py-2 @min-[36rem]/work:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] [&_input]:placeholder:italic [&>label]:py-1.5">
      <label htmlFor={id}>{label}</label>
      <div>
        <ProblemText id={id} text={problem} />
        <input
          className="input mono"
          {...register}
          id={id}
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
            {seen.last ? <time dateTime={seen.last.on}>{t("seen", { days: seen.last.daysAgo })}</time> : t("unseen")}
            {seen.unusable && (
              <span className="block text-danger">
                {t("unusable", { count: seen.unusable.count, days: seen.unusable.daysAgo })}
              </span>
            )}
          </p>
        )}
        {children}
      </div>
    </div>
  );
}

function Sample() {
  const t = useTranslations("identity-providers.claims");
  const saving = useSaving();
  return (
    <Panel id="try" title={t("try")} text={t("tryText")}>
      <div className="panel-body">
        <TextField name="sample" label={t("sample")} kind="lines" mono hint={t("sampleHint")} />
        <div className="mt-3 mb-4">
          <button className="button" type="submit" name="do" value="preview" aria-disabled={saving || undefined}>
            {t("preview")}
          </button>
        </div>
      </div>
    </Panel>
  );
}
