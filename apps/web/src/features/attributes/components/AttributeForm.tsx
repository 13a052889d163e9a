"use client";

import type { ShownChange } from "@assent/consent/receipt/receipt";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Differences, type DifferenceLabels } from "@/ui/Differences";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { Field, SelectField } from "@/ui/form/Field";
import { FormFoot } from "@/ui/form/FormFoot";
import { FormProblems } from "@/ui/form/FormProblems";
import type { FormState, PostedForm } from "@/ui/form/form-state";
import { usePostedForm } from "@/ui/form/use-posted-form";
import { Panel } from "@/ui/Panel";

export interface AttributeState extends Omit<FormState, "base" | "conflict"> {
  /** What saving goes on from now: another one after somebody else's change. Null: what was posted. */
  readonly revision: string | null;
  /** Which words were looked at before they replace those that people know; "" for none. */
  readonly reviewed: string;
  /** What is stored beside what was typed, when it is to be looked at before saving. */
  readonly compared: {
    readonly title: string;
    readonly text: string;
    readonly labels: DifferenceLabels;
    readonly lines: ShownChange["before"];
    readonly ways: string;
    readonly discard: string;
  } | null;
}

export interface AttributeFormWords {
  /** Code → why nothing was saved, beyond what every form says. */
  readonly failures: Readonly<Record<string, string>>;
  /** Code → sentence. */
  readonly problems: Readonly<Record<string, string>>;
  readonly fields: Readonly<
    Record<
      "key" | "type" | "sensitive" | "selfAssertable" | "masked" | "label" | "explanation",
      { label: string; hint: string }
    >
  >;
}

interface AttributeFormProps {
  readonly action: PostedForm<AttributeState>;
  /** By field, as it is stored; a box is "on" or "". */
  readonly stored: Readonly<Record<string, string>>;
  /** Null for a new attribute, whose key and type are chosen. */
  readonly revision: string | null;
  readonly types: readonly { readonly value: string; readonly text: string }[];
  readonly languages: readonly { readonly code: string; readonly title: string; readonly optional: boolean }[];
  readonly sections: { readonly kind: string };
  readonly words: AttributeFormWords;
}

const start: AttributeState = {
  ...{ attempt: 0, typed: null, problems: {}, failure: null },
  ...{ revision: null, reviewed: "", compared: null },
};

/** One kind of personal data: what it is called, and how it is treated. Works without JavaScript. */
export function AttributeForm(props: AttributeFormProps) {
  const { action, stored, revision, types, languages, sections, words } = props;
  const t = useTranslations("identity-providers");
  const { state, saving, dirty, form } = usePostedForm(action, start);
  const [shown] = useState(state.typed ?? stored);
  const { fields, problems, failures } = words;
  const sentences = Object.fromEntries(
    Object.entries(state.problems).map(([name, code]) => [name, problems[code] ?? problems["malformed"] ?? ""]),
  );
  const of = (name: string) => ({ name, value: shown[name] ?? "", problem: sentences[name] });
  const optional = { mark: t("optional") };

  return (
    <form className="max-w-form" {...form}>
      {state.compared && <Compared key={`compared-${state.attempt}`} {...state.compared} at={stored["key"] ?? ""} />}
      <FormProblems state={state} sentences={sentences} failures={failures} />
      {languages.map(({ code, title, optional: isOptional }) => (
        <Panel key={code} title={title}>
          <div className="panel-body">
            <Field {...of(`texts.${code}.label`)} {...fields.label} {...(isOptional ? optional : {})} />
            <Field {...of(`texts.${code}.explanation`)} {...fields.explanation} {...optional} kind="lines" />
          </div>
        </Panel>
      ))}
      <Panel title={sections.kind}>
        <div className="panel-body">
          {revision === null ? (
            <>
              <Field {...of("key")} {...fields.key} mono />
              <SelectField {...of("type")} {...fields.type} options={types} />
            </>
          ) : (
            <>
              <input type="hidden" name="key" value={stored["key"]} />
              {/* What the person looked at: without a script, the page around what was typed is a newer one by now. */}
              <input type="hidden" name="revision" value={state.revision ?? state.typed?.["revision"] ?? revision} />
              <input type="hidden" name="reviewed" value={state.reviewed} />
            </>
          )}
          {(["sensitive", "selfAssertable", "masked"] as const).map((name) => (
            <div className="field" key={name}>
              <label className="mb-0 inline-flex min-h-8 cursor-pointer items-start justify-start gap-2 py-1.5">
                <input
                  className="box box-s"
                  type="checkbox"
                  name={name}
                  defaultChecked={shown[name] === "on"}
                  aria-describedby={`${name}-hint`}
                />
                {fields[name].label}
              </label>
              <p className="hint" id={`${name}-hint`}>
                {fields[name].hint}
              </p>
            </div>
          ))}
        </div>
      </Panel>
      <FormFoot save={t("save")} {...{ saving, dirty }} cancelHref="/admin/attributes" />
    </form>
  );
}

type ComparedProps = NonNullable<AttributeState["compared"]> & { readonly at: string };

function Compared({ title, text, labels, lines, ways, discard, at }: ComparedProps) {
  return (
    <ErrorSummary title={title}>
      <p>{text}</p>
      <Differences change={{ before: lines }} labels={labels} />
      <p>
        {ways}{" "}
        <a href={`/admin/attributes/${encodeURIComponent(at)}`} data-leaves-knowingly>
          {discard}
        </a>
      </p>
    </ErrorSummary>
  );
}
