"use client";

import { useState } from "react";
import { Choice, Choices } from "@/ui/form/Choices";
import { AccentCheck, type AccentWords } from "./AccentCheck";
import { Field, SelectField, FieldProblemText } from "@/ui/form/Field";
import { FormFoot } from "@/ui/form/FormFoot";
import { FormProblems, StoredMeanwhile } from "@/ui/form/FormProblems";
import { type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { usePostedForm } from "@/ui/form/use-posted-form";
import { Panel } from "@/ui/Panel";

export interface SettingsField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Several of `options`, each posted as `name.value`; one of them; a number in digits; or a colour like #005d76. */
  readonly kind: "several" | "one" | "number" | "colour";
  readonly options?: readonly { readonly value: string; readonly text: string }[];
  /** Of a colour: what is said about its contrast. */
  readonly accent?: AccentWords;
  /** Code → sentence. */
  readonly problems: Readonly<Record<string, string>>;
}

interface SettingsFormProps {
  readonly action: PostedForm<FormState>;
  readonly base: number;
  readonly stored: Readonly<Record<string, string>>;
  readonly panels: readonly {
    readonly title: string;
    readonly text?: string;
    readonly fields: readonly SettingsField[];
  }[];
  readonly save: string;
  /** Where it stands, for whoever drops what they typed. */
  readonly href: string;
}

/** One section of the settings: one Save, and nothing that was typed is lost by a mistake, a link, or somebody faster. */
export function SettingsForm({ action, base, stored, panels, save, href }: SettingsFormProps) {
  const { state, saving, dirty, form } = usePostedForm(action, openedForm);
  const [shown] = useState(state.typed ?? stored);
  const fields = panels.flatMap((panel) => panel.fields);
  const sentences = Object.fromEntries(
    fields.flatMap(({ name, problems }) => {
      const code = state.problems[name];
      return code === undefined ? [] : [[name, problems[code] ?? problems["malformed"] ?? ""]];
    }),
  );
  return (
    <form className="max-w-form" {...form}>
      <FormProblems state={state} sentences={sentences} />
      {state.conflict && (
        <StoredMeanwhile differences={differencesOf(fields, state.conflict, state.typed ?? {})} href={href} />
      )}
      <input type="hidden" name="base" value={state.base ?? base} />
      {panels.map(({ title, text, fields: own }) => (
        <Panel key={title} title={title} text={text}>
          <div className="panel-body">
            {own.map((field) => (
              <Entry key={field.name} field={field} shown={shown} problem={sentences[field.name]} />
            ))}
          </div>
        </Panel>
      ))}
      <FormFoot save={save} saving={saving} dirty={dirty} cancelHref="/admin/settings" />
    </form>
  );
}

interface EntryProps {
  readonly field: SettingsField;
  readonly shown: Readonly<Record<string, string>>;
  readonly problem: string | undefined;
}

function Entry({ field, shown, problem }: EntryProps) {
  const { name, label, hint, kind, options = [] } = field;
  if (kind === "number") return <Field {...{ name, label, hint, problem }} value={shown[name] ?? ""} />;
  if (kind === "colour") return <Colour field={field} value={shown[name] ?? ""} problem={problem} />;
  if (kind === "one") return <SelectField {...{ name, label, hint, problem, options }} value={shown[name] ?? ""} />;
  const described = [problem && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <Choices legend={label} describedBy={described || undefined}>
        <FieldProblemText name={name} text={problem} />
        {options.map(({ value, text }, index) => (
          <Choice
            key={value}
            type="checkbox"
            // Where the summary of what is wrong leads.
            id={index === 0 ? name : undefined}
            name={`${name}.${value}`}
            value="on"
            checked={shown[`${name}.${value}`] === "on"}
            text={text}
          />
        ))}
      </Choices>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** With its contrast, as it is typed. */
function Colour({ field, value, problem }: { field: SettingsField; value: string; problem: string | undefined }) {
  const [typed, setTyped] = useState(value);
  const { name, label, hint, accent } = field;
  return (
    <>
      <Field {...{ name, label, hint, problem, value }} mono onType={setTyped} />
      {accent && <AccentCheck typed={typed} words={accent} />}
    </>
  );
}

type Values = Readonly<Record<string, string>>;

/** What is stored now and differs from what was typed. */
function differencesOf(fields: readonly SettingsField[], stored: Values, typed: Values) {
  return fields.flatMap((field) => {
    const [now, before] = [textOf(field, stored), textOf(field, typed)];
    return now === before ? [] : [{ name: field.label, text: now }];
  });
}

function textOf({ kind, name, options = [] }: SettingsField, values: Values): string {
  if (kind === "number" || kind === "colour") return values[name] ?? "";
  const chosen = options.filter(({ value }) =>
    kind === "one" ? values[name] === value : values[`${name}.${value}`] === "on",
  );
  return chosen.map(({ text }) => text).join(", ");
}
