"use client";

import Link from "next/link";
import { type FormEvent, startTransition, useActionState, useState } from "react";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Icon } from "@/components/Icon";

export interface OrganisationState {
  readonly attempt: number;
  /** What was typed, by field; null before anything was posted. */
  readonly typed: Readonly<Record<string, string>> | null;
  /** Field → code. */
  readonly problems: Readonly<Record<string, string>>;
  readonly failure: { readonly code: string; readonly reference: string } | null;
}

export interface OrganisationField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional: boolean;
  readonly kind: "line" | "lines" | "email" | "tel" | "url";
  /** Code → sentence. */
  readonly problems: Readonly<Record<string, string>>;
}

interface OrganisationFormProps {
  readonly action: (state: OrganisationState, data: FormData) => Promise<OrganisationState>;
  readonly stored: Readonly<Record<string, string>>;
  readonly sections: readonly { readonly title: string; readonly fields: readonly OrganisationField[] }[];
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

const start: OrganisationState = { attempt: 0, typed: null, problems: {}, failure: null };

/** Who is responsible. Errors above and beside the fields; works without JavaScript. */
export function OrganisationForm({ action, stored, sections, words }: OrganisationFormProps) {
  const [state, dispatch, saving] = useActionState(action, start);
  const [opened] = useState(state.typed ?? stored);
  const fields = sections.flatMap((section) => section.fields);
  const wrong = fields.filter(({ name }) => state.problems[name]);

  // React empties a form after its action; posting by hand keeps what was typed. https://react.dev/reference/react-dom/components/form
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
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
        <Link className="button button-quiet" href="/admin/resident" prefetch={false}>
          {words.cancel}
        </Link>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly field: OrganisationField;
  readonly value: string;
  readonly problem: string | undefined;
  readonly optional: string;
}

function Field({ field: { name, label, hint, optional: isOptional, kind }, value, problem, optional }: FieldProps) {
  const described = [problem && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(" ");
  const marks = {
    id: name,
    name,
    defaultValue: value,
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
