"use client";

import Link from "next/link";
import { type FormEvent, startTransition, useActionState, useState } from "react";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Icon } from "@/components/Icon";

export interface SectionsState {
  readonly attempt: number;
  /** What was typed, by field; null before anything was posted. */
  readonly typed: Readonly<Record<string, string>> | null;
  /** Field → code. */
  readonly problems: Readonly<Record<string, string>>;
  readonly failure: { readonly code: string; readonly reference: string } | null;
}

export interface SectionsField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What it is a translation of, in its own language. */
  readonly original?: { readonly text: string; readonly lang: string; readonly dir: "ltr" | "rtl" };
  /** Of the text that is entered, where it is not that of the page. */
  readonly language?: { readonly lang: string; readonly dir: "ltr" | "rtl" };
  readonly optional: boolean;
  readonly kind: "line" | "lines" | "email" | "tel" | "url";
  /** Code → sentence. */
  readonly problems: Readonly<Record<string, string>>;
}

interface SectionsFormProps {
  readonly action: (state: SectionsState, data: FormData) => Promise<SectionsState>;
  readonly stored: Readonly<Record<string, string>>;
  /** Posted with the rest, and not to be seen. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Where leaving without saving leads, where there is such a place. */
  readonly cancelHref?: string;
  /** A second button, which posts itself as `do`. */
  readonly other?: { readonly value: string; readonly text: string };
  readonly sections: readonly { readonly title: string; readonly fields: readonly SectionsField[] }[];
  readonly words: {
    readonly save: string;
    readonly cancel: string;
    readonly optional: string;
    readonly failed: string;
    /** By number of problems, 1 first. */
    readonly errorTitles: readonly string[];
    /** Code → sentence; `unexpected` has {reference} in it. */
    readonly failures: Readonly<Record<string, string>>;
  };
}

const start: SectionsState = { attempt: 0, typed: null, problems: {}, failure: null };

/** Fields in sections. Errors above and beside them, and what was typed stays; works without JavaScript. */
export function SectionsForm({ action, stored, hidden = {}, cancelHref, other, sections, words }: SectionsFormProps) {
  const [state, dispatch, saving] = useActionState(action, start);
  const [opened] = useState(state.typed ?? stored);
  const fields = sections.flatMap((section) => section.fields);
  const wrong = fields.filter(({ name }) => state.problems[name]);

  // React empties a form after its action; posting by hand keeps what was typed. https://react.dev/reference/react-dom/components/form
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
    for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
    if (!saving) startTransition(() => dispatch(data));
  };

  return (
    <form className="form-page" action={dispatch} onSubmit={submit} noValidate>
      {state.failure && (
        <ErrorSummary key={`failure-${state.attempt}`} title={words.failed}>
          <p>{failureText(state.failure, words.failures)}</p>
        </ErrorSummary>
      )}
      {wrong.length > 0 && (
        <ErrorSummary key={state.attempt} title={words.errorTitles[wrong.length - 1] ?? ""}>
          <ul>
            {wrong.map(({ name, problems }) => (
              <li key={name}>
                <a href={`#${name}`}>{problems[state.problems[name] ?? ""]}</a>
              </li>
            ))}
          </ul>
        </ErrorSummary>
      )}
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {sections.map(({ title, fields: shown }) => (
        <section className="panel" aria-label={title} key={title}>
          <div className="panel-head">
            <h2>{title}</h2>
          </div>
          <div className="panel-body">
            {shown.map((field) => (
              <Field
                key={field.name}
                field={field}
                value={opened[field.name] ?? ""}
                problem={field.problems[state.problems[field.name] ?? ""]}
                optional={words.optional}
              />
            ))}
          </div>
        </section>
      ))}
      <div className="form-foot">
        <button className="button button-primary" type="submit" aria-disabled={saving || undefined}>
          {words.save}
        </button>
        {other && (
          <button className="button" type="submit" name="do" value={other.value} aria-disabled={saving || undefined}>
            {other.text}
          </button>
        )}
        {cancelHref && (
          <Link className="button button-quiet" href={cancelHref} prefetch={false}>
            {words.cancel}
          </Link>
        )}
      </div>
    </form>
  );
}

interface FieldProps {
  readonly field: SectionsField;
  readonly value: string;
  readonly problem: string | undefined;
  readonly optional: string;
}

function Field({ field, value, problem, optional }: FieldProps) {
  const { name, label, hint, original, language, optional: isOptional, kind } = field;
  const described = [problem && `${name}-problem`, original && `${name}-original`, hint && `${name}-hint`]
    .filter(Boolean)
    .join(" ");
  const marks = {
    id: name,
    name,
    defaultValue: value,
    ...language,
    autoComplete: "off",
    "aria-invalid": problem ? (true as const) : undefined,
    "aria-describedby": described === "" ? undefined : described,
  };
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={name}>{label}</label>
        {isOptional && <small>{optional}</small>}
      </div>
      {problem && (
        <p className="field-problem" id={`${name}-problem`}>
          <Icon name="alert" />
          {problem}
        </p>
      )}
      {original && (
        <p className="hint original" id={`${name}-original`}>
          <q lang={original.lang} dir={original.dir}>
            {original.text}
          </q>
        </p>
      )}
      {kind === "lines" ? (
        <textarea rows={2} {...marks} />
      ) : (
        <input className="input" inputMode={kind === "line" ? "text" : kind} {...marks} />
      )}
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function failureText(
  failure: { readonly code: string; readonly reference: string },
  texts: Readonly<Record<string, string>>,
): string {
  const text = texts[failure.code] ?? texts["unexpected"] ?? "";
  return text.replace("{reference}", failure.reference);
}
