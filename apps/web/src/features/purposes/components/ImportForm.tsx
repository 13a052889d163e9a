"use client";

import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { Field } from "@/ui/form/Field";
import { FormFoot } from "@/ui/form/FormFoot";
import { FormProblems } from "@/ui/form/FormProblems";
import type { FormState, PostedForm } from "@/ui/form/form-state";
import { usePostedForm } from "@/ui/form/use-posted-form";

export interface ImportState extends Pick<FormState, "attempt" | "failure"> {
  /** What was sent. */
  readonly content: string;
  readonly problems: readonly {
    readonly line: number;
    readonly column: number;
    readonly path: string;
    readonly code: string;
  }[];
}

interface ImportFormProps {
  readonly action: PostedForm<ImportState>;
  readonly words: {
    readonly file: string;
    readonly fileHint: string;
    readonly content: string;
    readonly contentHint: string;
    readonly import: string;
    readonly failed: string;
    /** With {line} and {column} in it. */
    readonly place: string;
    /** Code → sentence. */
    readonly problems: Readonly<Record<string, string>>;
    /** Code → why nothing was imported, beyond what every form says. */
    readonly failures: Readonly<Record<string, string>>;
  };
}

const start: ImportState = { attempt: 0, content: "", problems: [], failure: null };

/** A file, or its text; what is wrong stands above with its line, and the text below to be mended. */
export function ImportForm({ action, words }: ImportFormProps) {
  const { state, saving, dirty, form } = usePostedForm(action, start);
  const { problems } = state;

  return (
    <form className="max-w-form" {...form}>
      <FormProblems state={state} sentences={{}} failures={words.failures} />
      {problems.length > 0 && (
        <ErrorSummary key={state.attempt} title={words.failed}>
          <ul>
            {problems.map(({ line, column, path, code }) => (
              <li key={`${line}:${column}:${path}:${code}`}>
                <b>{words.place.replace("{line}", String(line)).replace("{column}", String(column))}</b>{" "}
                {words.problems[code] ?? words.problems["malformed"]} {path && <code>{path}</code>}
              </li>
            ))}
          </ul>
        </ErrorSummary>
      )}
      <section className="panel">
        <div className="panel-body pt-5">
          <div className="field">
            <div className="field-label">
              <label htmlFor="file">{words.file}</label>
            </div>
            <input id="file" name="file" type="file" accept=".json,application/json" aria-describedby="file-hint" />
            <p className="hint" id="file-hint">
              {words.fileHint}
            </p>
          </div>
          <Field
            key={state.attempt}
            name="content"
            label={words.content}
            hint={words.contentHint}
            value={state.content}
            kind="lines"
            rows={16}
            mono
          />
        </div>
      </section>
      <FormFoot save={words.import} {...{ saving, dirty }} cancelHref="/admin/purposes" />
    </form>
  );
}
