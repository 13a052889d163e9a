"use client";

import type { FormState, PostedForm } from "@/ui/form/form-state";
import { usePosted } from "@/ui/form/use-admin-form";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { CopyField } from "@/ui/form/CopyField";

export interface InviteState extends Pick<FormState, "attempt" | "failure"> {
  /** Shown once, because it is not stored. */
  readonly link: string | null;
}

interface InviteFormProps {
  readonly action: PostedForm<InviteState>;
  readonly words: {
    readonly make: string;
    readonly failed: string;
    /** Code → sentence; `unexpected` has {reference} in it. */
    readonly failures: Readonly<Record<string, string>>;
    readonly link: Readonly<Record<"label" | "hint" | "copy" | "copied", string>>;
  };
}

const start: InviteState = { attempt: 0, link: null, failure: null };

/** Makes an invitation and shows its link, without JavaScript too. */
export function InviteForm({ action, words }: InviteFormProps) {
  const { state, saving, form } = usePosted(action, start);
  const { attempt, link, failure } = state;
  const sentence = failure && (words.failures[failure.code] ?? words.failures["unexpected"] ?? "");
  return (
    <form className="panel-body" {...form}>
      {sentence && (
        <ErrorSummary key={attempt} title={words.failed}>
          <p>{sentence.replace("{reference}", failure?.reference ?? "")}</p>
        </ErrorSummary>
      )}
      {link && (
        <div role="status">
          <CopyField name="invitation-link" value={link} words={words.link} />
        </div>
      )}
      <div className={link ? "mt-3 mb-4" : undefined}>
        <button className="button" type="submit" aria-disabled={saving || undefined}>
          {words.make}
        </button>
      </div>
    </form>
  );
}
