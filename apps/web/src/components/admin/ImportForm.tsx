"use client";

import Link from "next/link";
import { type FormEvent, startTransition, useActionState } from "react";
import { ErrorSummary } from "@/components/ErrorSummary";

export interface ImportState {
  readonly attempt: number;
  /** What was sent. */
  readonly content: string;
  readonly problems: readonly {
    readonly line: number;
    readonly column: number;
    readonly path: string;
    readonly code: string;
  }[];
  readonly failure: { readonly code: string; readonly reference: string } | null;
}

interface ImportFormProps {
  readonly action: (state: ImportState, data: FormData) => Promise<ImportState>;
  readonly words: {
    readonly file: string;
    readonly fileHint: string;
    readonly content: string;
    readonly contentHint: string;
    readonly import: string;
    readonly cancel: string;
    readonly failed: string;
    /** With {line} and {column} in it. */
    readonly place: string;
    /** Code → sentence. */
    readonly problems: Readonly<Record<string, string>>;
    /** Code → sentence; `unexpected` has {reference} in it. */
    readonly failures: Readonly<Record<string, string>>;
  };
}

const start: ImportState = { attempt: 0, content: "", problems: [], failure: null };

/** A file, or its text; what is wrong stands above with its line, and the text below to be mended. */
export function ImportForm({ action, words }: ImportFormProps) {
  const [state, dispatch, sending] = useActionState(action, start);
  const { failure, problems } = state;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
    if (!sending) startTransition(() => dispatch(data));
  };

  return (
    <form className="form-page" action={dispatch} onSubmit={submit} noValidate>
      {(failure || problems.length > 0) && (
        <ErrorSummary key={state.attempt} title={words.failed}>
          {failure && (
            <p>
              {(words.failures[failure.code] ?? words.failures["unexpected"] ?? "").replace(
                "{reference}",
                failure.reference,
              )}
            </p>
          )}
          {problems.length > 0 && (
            <ul>
              {problems.map(({ line, column, path, code }) => (
                <li key={`${line}:${column}:${path}:${code}`}>
                  <b>{words.place.replace("{line}", String(line)).replace("{column}", String(column))}</b>{" "}
                  {words.problems[code] ?? words.problems["malformed"]} {path && <code>{path}</code>}
                </li>
              ))}
            </ul>
          )}
        </ErrorSummary>
      )}
      <section className="panel">
        <div className="panel-body panel-body-first">
          <div className="field">
            <div className="field-label">
              <label htmlFor="file">{words.file}</label>
            </div>
            <input id="file" name="file" type="file" accept=".json,application/json" aria-describedby="file-hint" />
            <p className="hint" id="file-hint">
              {words.fileHint}
            </p>
          </div>
          <div className="field">
            <div className="field-label">
              <label htmlFor="content">{words.content}</label>
            </div>
            <textarea
              key={state.attempt}
              id="content"
              name="content"
              className="mono"
              rows={16}
              defaultValue={state.content}
              spellCheck={false}
              autoComplete="off"
              aria-describedby="content-hint"
            />
            <p className="hint" id="content-hint">
              {words.contentHint}
            </p>
          </div>
        </div>
      </section>
      <div className="form-foot">
        <button className="button button-primary" type="submit" aria-disabled={sending || undefined}>
          {words.import}
        </button>
        <Link className="button button-quiet" href="/admin/purposes" prefetch={false}>
          {words.cancel}
        </Link>
      </div>
    </form>
  );
}
