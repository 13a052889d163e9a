"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { CopyField } from "@/ui/form/CopyField";

export interface InviteState {
  readonly attempt: number;
  /** Shown once: it is kept nowhere. */
  readonly link: string | null;
  readonly failure: { readonly code: string; readonly reference: string } | null;
}

interface InviteFormProps {
  readonly action: (state: InviteState) => Promise<InviteState>;
  readonly words: {
    readonly make: string;
    readonly failed: string;
    /** Code → sentence; `unexpected` has {reference} in it. */
    readonly failures: Readonly<Record<string, string>>;
    readonly link: Readonly<Record<"label" | "hint" | "copy" | "copied", string>>;
  };
}

/** Makes an invitation and shows its link, without JavaScript too. */
export function InviteForm({ action, words }: InviteFormProps) {
  const [state, dispatch, making] = useActionState(action, { attempt: 0, link: null, failure: null });
  const { attempt, link, failure } = state;
  const sentence = failure && (words.failures[failure.code] ?? words.failures["unexpected"] ?? "");
  return (
    <form className="panel-body" action={dispatch}>
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
        <button className="button" type="submit" aria-disabled={making || undefined}>
          {words.make}
        </button>
      </div>
    </form>
  );
}
