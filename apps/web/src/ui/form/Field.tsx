"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "../Icon";
import { useField } from "./AdminForm";

interface WrittenIn {
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
}

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  /** Beside the label. */
  readonly mark?: ReactNode;
  readonly optional?: boolean | undefined;
  /** The original text of a translation. */
  readonly original?: (WrittenIn & { readonly text: string }) | undefined;
  /** Ids of other elements that describe it. */
  readonly describedBy?: string;
}

type Field = ReturnType<typeof useField>;

/** The attributes that tie a control to the form, its label, its problem and its hint. */
export interface FieldControl extends Partial<Field["register"]> {
  readonly id: string;
  readonly name: string;
  readonly defaultValue: string;
  readonly "aria-invalid"?: true | undefined;
  readonly "aria-describedby"?: string | undefined;
}

interface FieldFrameProps extends FieldProps {
  readonly children: (control: FieldControl) => ReactNode;
}

/** A control with its label, its problem and its hint. */
export function FieldFrame({ name, label, hint, mark, optional, original, describedBy, children }: FieldFrameProps) {
  const t = useTranslations("admin-form");
  const { id, value, problem, register } = useField(name);
  const described = [problem && `${id}-problem`, original && `${id}-original`, hint && `${id}-hint`, describedBy];
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {optional && <small>{t("optional")}</small>}
        {mark}
      </div>
      <ProblemText id={id} text={problem} />
      {original && (
        <p className="hint" id={`${id}-original`}>
          <q lang={original.lang} dir={original.dir}>
            {original.text}
          </q>
        </p>
      )}
      {children({
        ...register,
        id,
        defaultValue: value,
        "aria-invalid": problem ? true : undefined,
        "aria-describedby": described.filter(Boolean).join(" ") || undefined,
      })}
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

/** The problem of a field. Renders nothing if there is none. */
export function ProblemText({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <p className="field-problem" id={`${id}-problem`}>
      <Icon name="alert" />
      {text}
    </p>
  );
}

interface TextFieldProps extends FieldProps {
  readonly kind?: "line" | "lines" | "email" | "tel" | "url" | "secret";
  readonly mono?: boolean;
  /** The height of a field with several lines. */
  readonly rows?: number;
  readonly placeholder?: string;
  readonly list?: string;
  /** The language of the entered text, if it is not that of the page. */
  readonly language?: WrittenIn | undefined;
}

/** One typed field. */
export function TextField({ kind = "line", mono, rows = 3, placeholder, list, language, ...frame }: TextFieldProps) {
  const marks = {
    ...{ placeholder, ...language },
    autoComplete: kind === "secret" ? "new-password" : "off",
    spellCheck: (kind === "line" || kind === "lines") && !mono,
  };
  return (
    <FieldFrame {...frame}>
      {(control) =>
        kind === "lines" ? (
          <textarea rows={rows} className={mono ? "mono" : undefined} {...marks} {...control} />
        ) : (
          <input
            className={mono ? "input mono" : "input"}
            type={kind === "secret" ? "password" : "text"}
            inputMode={kind === "line" || kind === "secret" ? "text" : kind}
            list={list}
            {...marks}
            {...control}
          />
        )
      }
    </FieldFrame>
  );
}

/** A number of days, from 1 to `most`. */
export function DaysField({ most, ...frame }: FieldProps & { readonly most: number }) {
  return (
    <FieldFrame {...frame}>
      {(control) => (
        <input className="input max-w-32" type="number" inputMode="numeric" min={1} max={most} {...control} />
      )}
    </FieldFrame>
  );
}

interface Options {
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** A choice among a few. */
export function SelectField({ options, ...frame }: FieldProps & Options) {
  return <FieldFrame {...frame}>{(control) => <Select options={options} control={control} />}</FieldFrame>;
}

function Select({ options, control }: Options & { readonly control: FieldControl }) {
  return (
    <span className="pick">
      <select {...control}>
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <Icon name="open" />
    </span>
  );
}

interface PlainSelectFieldProps extends Options {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

/** A choice in a separate form, which has no problems to show. */
export function PlainSelectField({ name, label, value, hint, options }: PlainSelectFieldProps) {
  const control = { id: name, name, defaultValue: value, "aria-describedby": `${name}-hint` };
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={name}>{label}</label>
      </div>
      <Select options={options} control={control} />
      <p className="hint" id={`${name}-hint`}>
        {hint}
      </p>
    </div>
  );
}

/** A single box with its hint. */
export function BoxField({ name, label, hint }: Pick<FieldProps, "name" | "label" | "hint">) {
  const { id, value, problem, register } = useField(name);
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <ProblemText id={id} text={problem} />
      <label className="mb-0 inline-flex min-h-8 cursor-pointer items-start justify-start gap-2 py-1.5">
        <input
          className="box box-s"
          type="checkbox"
          {...register}
          id={id}
          value="on"
          defaultChecked={value === "on"}
          aria-describedby={described || undefined}
        />
        {label}
      </label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
