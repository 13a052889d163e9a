"use client";

import type { ReactNode } from "react";
import { Icon } from "../Icon";

interface FrameProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** Beside the label, like "Optional". */
  readonly mark?: string;
  readonly problem?: string | undefined;
  /** What it is a translation of. */
  readonly original?: (WrittenIn & { readonly text: string }) | undefined;
}

interface FieldProps extends FrameProps {
  readonly value?: string;
  readonly kind?: "line" | "lines" | "email" | "tel" | "url" | "secret";
  readonly mono?: boolean;
  /** Of a field with several lines. */
  readonly rows?: number;
  readonly readOnly?: boolean;
  readonly list?: string;
  /** Of the text that is entered, where it is not that of the page. */
  readonly language?: WrittenIn | undefined;
  readonly onType?: (value: string) => void;
}

interface WrittenIn {
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
}

interface FieldFrameProps extends FrameProps {
  /** Draws the control, whose id is the name. `describedBy`: ids of what describes it. */
  readonly children: (describedBy: string | undefined) => ReactNode;
}

/** A control with its label, what is wrong with what is in it, and its hint. */
export function FieldFrame({ name, label, hint, mark, problem, original, children }: FieldFrameProps) {
  const described = [problem && `${name}-problem`, original && `${name}-original`, hint && `${name}-hint`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={name}>{label}</label>
        {mark && <small>{mark}</small>}
      </div>
      <FieldProblemText name={name} text={problem} />
      {original && (
        <p className="hint" id={`${name}-original`}>
          <q lang={original.lang} dir={original.dir}>
            {original.text}
          </q>
        </p>
      )}
      {children(described || undefined)}
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** One typed field. */
export function Field(props: FieldProps) {
  const { name, value = "", problem, kind = "line", mono, rows = 3, readOnly, list, language, onType } = props;
  const marks = {
    ...{ id: name, name, defaultValue: value, readOnly, ...language },
    autoComplete: kind === "secret" ? "new-password" : "off",
    spellCheck: kind === "line" && !mono,
    "aria-invalid": problem ? (true as const) : undefined,
  };
  return (
    <FieldFrame {...props}>
      {(describedBy) =>
        kind === "lines" ? (
          <textarea rows={rows} className={mono ? "mono" : undefined} {...marks} aria-describedby={describedBy} />
        ) : (
          <input
            className={mono ? "input mono" : "input"}
            type={kind === "secret" ? "password" : "text"}
            inputMode={kind === "line" || kind === "secret" ? "text" : kind}
            list={list}
            onChange={onType && ((event) => onType(event.currentTarget.value))}
            {...marks}
            aria-describedby={describedBy}
          />
        )
      }
    </FieldFrame>
  );
}

/** What is wrong with a field. Nothing when nothing is wrong. */
export function FieldProblemText({ name, text }: { readonly name: string; readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <p className="field-problem" id={`${name}-problem`}>
      <Icon name="alert" />
      {text}
    </p>
  );
}

interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
}

/** A choice among a few. */
export function SelectField({ name, label, value, options, hint, problem }: SelectFieldProps) {
  const described = [problem && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <FieldProblemText name={name} text={problem} />
      <span className="pick">
        <select
          id={name}
          name={name}
          defaultValue={value}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described || undefined}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
        <Icon name="open" />
      </span>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
