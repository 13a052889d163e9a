"use client";

import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { CopyField } from "@/ui/form/CopyField";
import type { FormState, PostedForm } from "@/ui/form/form-state";
import { usePosted } from "@/ui/form/use-admin-form";

export interface SecretState extends Pick<FormState, "attempt" | "failure"> {
  /** Shown once: only its hash is kept. */
  readonly secret: string | null;
}

interface SecretFormProps {
  readonly action: PostedForm<SecretState>;
  readonly applicationId: string;
  readonly words: {
    readonly make: string;
    readonly failed: string;
    /** Code → sentence; `unexpected` has {reference} in it. */
    readonly failures: Readonly<Record<string, string>>;
    readonly secret: Readonly<Record<"label" | "hint" | "copy" | "copied", string>>;
  };
}

const start: SecretState = { attempt: 0, secret: null, failure: null };

/** Makes a secret and shows it once, without JavaScript too. */
export function SecretForm({ action, applicationId, words }: SecretFormProps) {
  const { state, saving, form } = usePosted(action, start);
  const { attempt, secret, failure } = state;
  const sentence = failure && (words.failures[failure.code] ?? words.failures["unexpected"] ?? "");
  return (
    <form className="panel-body" {...form}>
      <input type="hidden" name="application" value={applicationId} />
      {sentence && (
        <ErrorSummary key={attempt} title={words.failed}>
          <p>{sentence.replace("{reference}", failure?.reference ?? "")}</p>
        </ErrorSummary>
      )}
      {secret && (
        <div role="status">
          <CopyField name="client-secret" value={secret} words={words.secret} />
        </div>
      )}
      <div className={secret ? "mt-3 mb-4" : undefined}>
        <button className="button" type="submit" aria-disabled={saving || undefined}>
          {words.make}
        </button>
      </div>
    </form>
  );
}
