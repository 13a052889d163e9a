"use client";

import type { NoticeChange } from "@assent/consent/receipt";
import Link from "next/link";
import { type FormEvent, type ReactNode, startTransition, useActionState, useState } from "react";
import { Differences, type DifferenceLabels } from "@/components/Differences";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Icon } from "@/components/Icon";

export interface AttributeState {
  readonly attempt: number;
  /** What was typed, by field; null before anything was posted. */
  readonly typed: Readonly<Record<string, string>> | null;
  /** Field → code. */
  readonly problems: Readonly<Record<string, string>>;
  readonly failure: { readonly code: string; readonly reference: string } | null;
  /** What saving goes on from now: another one after somebody else's change. Null: what was posted. */
  readonly revision: string | null;
  /** Which words were looked at before they replace those that people know; "" for none. */
  readonly reviewed: string;
  /** What is stored beside what was typed, when it is to be looked at before saving. */
  readonly compared: {
    readonly title: string;
    readonly text: string;
    readonly labels: DifferenceLabels;
    readonly lines: NoticeChange["before"];
    readonly ways: string;
    readonly discard: string;
  } | null;
}

export interface AttributeWordsOfForm {
  readonly save: string;
  readonly cancel: string;
  readonly failed: string;
  /** By number of problems, 1 first. */
  readonly errorTitles: readonly string[];
  /** Code → sentence; `unexpected` has {reference} in it. */
  readonly failures: Readonly<Record<string, string>>;
  /** Code → sentence. */
  readonly problems: Readonly<Record<string, string>>;
  readonly fields: Readonly<
    Record<
      "key" | "type" | "sensitive" | "selfAssertable" | "masked" | "label" | "explanation",
      { text: string; hint: string }
    >
  >;
  readonly optional: string;
}

interface AttributeFormProps {
  readonly action: (state: AttributeState, data: FormData) => Promise<AttributeState>;
  /** By field, as it is stored; a box is "on" or "". */
  readonly stored: Readonly<Record<string, string>>;
  /** Null for a new attribute, whose key and type are chosen. */
  readonly revision: string | null;
  readonly types: readonly { readonly value: string; readonly text: string }[];
  readonly languages: readonly { readonly code: string; readonly title: string; readonly optional: boolean }[];
  readonly sections: { readonly kind: string };
  readonly words: AttributeWordsOfForm;
}

const start: AttributeState = {
  ...{ attempt: 0, typed: null, problems: {}, failure: null },
  ...{ revision: null, reviewed: "", compared: null },
};

/** One kind of personal data: what it is called, and how it is treated. Works without JavaScript. */
export function AttributeForm(props: AttributeFormProps) {
  const { action, stored, revision, types, languages, sections, words } = props;
  const [state, dispatch, saving] = useActionState(action, start);
  const [opened] = useState(state.typed ?? stored);
  const wrong = Object.entries(state.problems);
  const problemOf = (name: string) => words.problems[state.problems[name] ?? ""];
  const { fields } = words;

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
      {state.compared && <Compared key={`compared-${state.attempt}`} {...state.compared} at={stored["key"] ?? ""} />}
      {wrong.length > 0 && (
        <ErrorSummary key={state.attempt} title={words.errorTitles[wrong.length - 1] ?? ""}>
          <ul>
            {wrong.map(([name]) => (
              <li key={name}>
                <a href={`#${name}`}>{problemOf(name)}</a>
              </li>
            ))}
          </ul>
        </ErrorSummary>
      )}
      {languages.map(({ code, title, optional }) => (
        <section className="panel" aria-label={title} key={code}>
          <div className="panel-head">
            <h2>{title}</h2>
          </div>
          <div className="panel-body">
            {(["label", "explanation"] as const).map((field) => {
              const name = `texts.${code}.${field}`;
              return (
                <Field
                  key={name}
                  name={name}
                  {...fields[field]}
                  problem={problemOf(name)}
                  optional={optional || field === "explanation" ? words.optional : null}
                >
                  {(marks) =>
                    field === "label" ? (
                      <input className="input" {...marks} defaultValue={opened[name] ?? ""} />
                    ) : (
                      <textarea rows={3} {...marks} defaultValue={opened[name] ?? ""} />
                    )
                  }
                </Field>
              );
            })}
          </div>
        </section>
      ))}
      <section className="panel" aria-label={sections.kind}>
        <div className="panel-head">
          <h2>{sections.kind}</h2>
        </div>
        <div className="panel-body">
          {revision === null ? (
            <>
              <Field name="key" {...fields.key} problem={problemOf("key")} optional={null}>
                {(marks) => (
                  <input className="input mono" {...marks} defaultValue={opened["key"] ?? ""} spellCheck={false} />
                )}
              </Field>
              <Field name="type" {...fields.type} problem={problemOf("type")} optional={null}>
                {(marks) => (
                  <span className="pick">
                    <select {...marks} defaultValue={opened["type"] ?? "text"}>
                      {types.map(({ value, text }) => (
                        <option key={value} value={value}>
                          {text}
                        </option>
                      ))}
                    </select>
                    <Icon name="open" />
                  </span>
                )}
              </Field>
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
              <label className="check">
                <input
                  className="box box-s"
                  type="checkbox"
                  name={name}
                  defaultChecked={opened[name] === "on"}
                  aria-describedby={`${name}-hint`}
                />
                {fields[name].text}
              </label>
              <p className="hint" id={`${name}-hint`}>
                {fields[name].hint}
              </p>
            </div>
          ))}
        </div>
      </section>
      <div className="form-foot">
        <button className="button button-primary" type="submit" aria-disabled={saving || undefined}>
          {words.save}
        </button>
        <Link className="button button-quiet" href="/admin/attributes" prefetch={false}>
          {words.cancel}
        </Link>
      </div>
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
        {ways} <a href={`/admin/attributes/${encodeURIComponent(at)}`}>{discard}</a>
      </p>
    </ErrorSummary>
  );
}

interface Marks {
  readonly id: string;
  readonly name: string;
  readonly autoComplete: "off";
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string;
}

interface FieldProps {
  readonly name: string;
  readonly text: string;
  readonly hint: string;
  readonly problem: string | undefined;
  /** The word for it; null for what is needed. */
  readonly optional: string | null;
  readonly children: (marks: Marks) => ReactNode;
}

function Field({ name, text, hint, problem, optional, children }: FieldProps) {
  const described = [problem && `${name}-problem`, `${name}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={name}>{text}</label>
        {optional && <small>{optional}</small>}
      </div>
      {problem && (
        <p className="field-problem" id={`${name}-problem`}>
          <Icon name="alert" />
          {problem}
        </p>
      )}
      {children({
        ...{ id: name, name, autoComplete: "off" },
        "aria-invalid": problem ? true : undefined,
        "aria-describedby": described,
      })}
      <p className="hint" id={`${name}-hint`}>
        {hint}
      </p>
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
