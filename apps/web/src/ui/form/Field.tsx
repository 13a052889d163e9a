"use client";

import type { ReactNode } from "react";
import { Icon } from "../Icon";

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly hint?: ReactNode;
  /** Beside the label, like "Optional". */
  readonly mark?: string;
  readonly problem?: string | undefined;
  readonly kind?: "line" | "lines" | "email" | "tel" | "url" | "secret";
  readonly mono?: boolean;
  /** Of a field with several lines. */
  readonly rows?: number;
  readonly readOnly?: boolean;
  readonly list?: string;
  /** Of the text that is entered, where it is not that of the page. */
  readonly language?: WrittenIn | undefined;
  /** What it is a translation of. */
  readonly original?: (WrittenIn & { readonly text: string }) | undefined;
  readonly onType?: (value: string) => void;
}

interface WrittenIn {
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
}

/** One typed field with what is wrong beside it. */
export function Field(props: FieldProps) {
  const { name, label, value = "", hint, mark, problem, kind = "line", mono, rows = 3, readOnly, list } = props;
  const { language, original, onType } = props;
  const described = [problem && `${name}-problem`, original && `${name}-original`, hint && `${name}-hint`]
    .filter(Boolean)
    .join(" ");
  const marks = {
    id: name,
    name,
    defaultValue: value,
    autoComplete: kind === "secret" ? "new-password" : "off",
    spellCheck: kind === "line" && !mono,
    readOnly,
    ...language,
    "aria-invalid": problem ? (true as const) : undefined,
    "aria-describedby": described === "" ? undefined : described,
  };
  const look = mono ? "input mono" : "input";
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={name}>{label}</label>
        {mark && <small>{mark}</small>}
      </div>
      <FieldProblemText name={name} text={problem} />
      {original && (
        <p className="hint original" id={`${name}-original`}>
          <q lang={original.lang} dir={original.dir}>
            {original.text}
          </q>
        </p>
      )}
      {kind === "lines" ? (
        <textarea rows={rows} className={mono ? "mono" : undefined} {...marks} />
      ) : (
        <input
          className={look}
          type={kind === "secret" ? "password" : "text"}
          inputMode={kind === "line" || kind === "secret" ? "text" : kind}
          list={list}
          onChange={onType && ((event) => onType(event.currentTarget.value))}
          {...marks}
        />
      )}
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
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
