"use client";

import { AdminForm } from "@/ui/form/AdminForm";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { TextField } from "@/ui/form/Field";
import { type FormFields, type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { useAdminForm } from "@/ui/form/use-admin-form";

export interface ImportState extends FormState {
  /** The problems of the file, each with its place. */
  readonly mistakes: readonly {
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
    readonly problems: FormFields;
    /** Code → why nothing was imported, in addition to the reasons of every form. */
    readonly failures: FormFields;
  };
}

/** A form for a file or its text. Problems are above with their lines; the text below can be corrected. */
export function ImportForm({ action, words }: ImportFormProps) {
  const handle = useAdminForm(action, { ...openedForm, mistakes: [] }, { content: "" });
  const { mistakes, attempt } = handle.state;
  const sentence = (code: string) => words.problems[code] ?? words.problems["malformed"] ?? "";
  return (
    <AdminForm
      handle={handle}
      order={["content"]}
      sentence={(_name, code) => sentence(code)}
      failures={words.failures}
      save={words.import}
      cancelHref="/admin/purposes"
    >
      {mistakes.length > 0 && (
        <ErrorSummary key={attempt} title={words.failed}>
          <ul>
            {mistakes.map(({ line, column, path, code }) => (
              <li key={`${line}:${column}:${path}:${code}`}>
                <b>{words.place.replace("{line}", String(line)).replace("{column}", String(column))}</b>{" "}
                {sentence(code)} {path && <code>{path}</code>}
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
            {/* Once the file was sent, its text is below and can be corrected, so the file must not be sent again. */}
            <input
              key={attempt}
              id="file"
              name="file"
              type="file"
              accept=".json,application/json"
              aria-describedby="file-hint"
            />
            <p className="hint" id="file-hint">
              {words.fileHint}
            </p>
          </div>
          <TextField name="content" label={words.content} hint={words.contentHint} kind="lines" rows={16} mono />
        </div>
      </section>
    </AdminForm>
  );
}
