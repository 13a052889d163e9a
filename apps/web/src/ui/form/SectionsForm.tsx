"use client";

import type { ReactNode } from "react";
import { Panel } from "../Panel";
import { AdminForm, useProblem } from "./AdminForm";
import { Choice, Choices } from "./Choices";
import { BoxField, ProblemText, SelectField, TextField } from "./Field";
import { type FormFields, type FormState, openedForm, type PostedForm } from "./form-state";
import { useAdminForm } from "./use-admin-form";

/** One field as the server describes it. */
export interface SectionsField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** "several" of the options are posted each as `name.value`, and "one" of them as itself. */
  readonly kind: "line" | "lines" | "email" | "tel" | "url" | "code" | "box" | "one" | "several";
  readonly options?: readonly { readonly value: string; readonly text: string }[];
  readonly optional?: boolean;
  /** The original text of a translation, with its language. */
  readonly original?: { readonly text: string; readonly lang: string; readonly dir: "ltr" | "rtl" };
  /** The language of the entered text, if it is not that of the page. */
  readonly language?: { readonly lang: string; readonly dir: "ltr" | "rtl" };
  /** Shown below it. */
  readonly below?: ReactNode;
  /** Each code of the action's schema → sentence; "malformed" is for any other. */
  readonly problems: FormFields;
}

export interface FormSection {
  readonly title: string;
  readonly text?: string;
  readonly fields: readonly SectionsField[];
}

interface SectionsFormProps {
  readonly action: PostedForm<FormState>;
  /** The revision that was read, if the form has one. */
  readonly base?: number;
  readonly stored: FormFields;
  readonly hidden?: FormFields;
  /** Where the stored state is shown, for people who discard what they typed. */
  readonly href: string;
  readonly cancelHref: string | null;
  readonly others?: readonly { readonly value: string; readonly text: string }[];
  readonly sections: readonly FormSection[];
  readonly save?: string;
  readonly failures?: FormFields;
}

/** A form whose fields the server describes, in sections. */
export function SectionsForm({ action, stored, href, sections, ...rest }: SectionsFormProps) {
  const handle = useAdminForm(action, openedForm, stored);
  const differences = (now: FormFields, typed: FormFields) =>
    sections.flatMap(({ fields }) => fields.flatMap((field) => differenceOf(field, now, typed)));
  return (
    <AdminForm handle={handle} {...wordsOf(sections)} {...rest} conflict={{ href, differences }}>
      <Sections sections={sections} />
    </AdminForm>
  );
}

/** The order of the fields, and the sentence for the problem of each. */
export function wordsOf(sections: readonly FormSection[]) {
  const fields = sections.flatMap((section) => section.fields);
  const sentence = (name: string, code: string) => {
    const problems = fields.find((field) => field.name === name)?.problems ?? {};
    return problems[code] ?? problems["malformed"] ?? "";
  };
  return { order: fields.map(({ name }) => name), sentence };
}

/** The panels of a form. */
export function Sections({ sections }: { readonly sections: readonly FormSection[] }) {
  return sections.map(({ title, text, fields }) => (
    <Panel title={title} text={text} key={title}>
      <div className="panel-body">
        {fields.map((field) => (
          <Entry field={field} key={field.name} />
        ))}
      </div>
    </Panel>
  ));
}

function Entry({ field }: { readonly field: SectionsField }) {
  const { name, label, hint, kind, options = [], optional, original, language, below } = field;
  const frame = { name, label, hint };
  switch (kind) {
    case "box":
      return <BoxField {...frame} />;
    case "one":
      return <SelectField {...frame} options={options} />;
    case "several":
      return <Boxes field={field} />;
    default:
      return (
        <>
          <TextField
            {...frame}
            {...{ optional, original, language }}
            kind={kind === "code" ? "line" : kind}
            mono={kind === "code"}
          />
          {below}
        </>
      );
  }
}

function Boxes({ field: { name, label, hint, options = [] } }: { readonly field: SectionsField }) {
  const problem = useProblem(name);
  const described = [problem && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <Choices legend={label} describedBy={described || undefined}>
        <ProblemText id={name} text={problem} />
        {options.map(({ value, text }, index) => (
          // The summary of problems links to the first one.
          <Choice
            key={value}
            type="checkbox"
            id={index === 0 ? name : undefined}
            name={`${name}.${value}`}
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

function differenceOf(field: SectionsField, stored: FormFields, typed: FormFields) {
  const [now, before] = [shownText(field, stored), shownText(field, typed)];
  return now === before ? [] : [{ name: field.label, text: now }];
}

function shownText({ kind, name, options = [] }: SectionsField, fields: FormFields): string {
  if (kind !== "one" && kind !== "several") return fields[name] ?? "";
  const chosen = options.filter(({ value }) =>
    kind === "one" ? fields[name] === value : fields[`${name}.${value}`] === "on",
  );
  return chosen.map(({ text }) => text).join(", ");
}
