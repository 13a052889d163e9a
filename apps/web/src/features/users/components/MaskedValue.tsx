"use client";

import type { PostedForm } from "@/ui/form/form-state";
import { SignInAgainLink } from "@/ui/form/SignInAgainLink";
import { usePosted } from "@/ui/form/use-admin-form";

export interface ShownState {
  /** The full value, once it was requested. */
  readonly value: string | null;
  /** Code of the refusal. */
  readonly failure: string | null;
}

interface MaskedValueProps {
  readonly action: PostedForm<ShownState>;
  readonly userId: string;
  readonly attribute: string;
  readonly masked: string;
  readonly words: Readonly<Record<"show" | "showNamed" | "failed" | "again", string>>;
}

const opened: ShownState = { value: null, failure: null };

/** A masked value, and a form with a button that shows it, which works without JavaScript. */
export function MaskedValue({ action, userId, attribute, masked, words }: MaskedValueProps) {
  const { state, form } = usePosted(action, opened);
  const { value, failure } = state;
  return (
    <form className="flex flex-wrap items-center gap-x-2 gap-y-1" {...form}>
      <bdi className="whitespace-pre-line" aria-live="polite">
        {value ?? masked}
      </bdi>
      {value === null && (
        <>
          <input type="hidden" name="user" value={userId} />
          <input type="hidden" name="attribute" value={attribute} />
          <button className="button" type="submit" aria-label={words.showNamed}>
            {words.show}
          </button>
        </>
      )}
      {failure && (
        <small role="alert">
          {failure === "sign-in-again" ? <SignInAgainLink words={words.again} /> : words.failed}
        </small>
      )}
    </form>
  );
}
