"use client";

import { type FormEvent, startTransition, useActionState } from "react";

export interface ShownState {
  /** In full, once it was asked for. */
  readonly value: string | null;
  readonly failed: boolean;
}

interface MaskedValueProps {
  readonly action: (state: ShownState, data: FormData) => Promise<ShownState>;
  readonly userId: string;
  readonly attribute: string;
  readonly masked: string;
  readonly words: { readonly show: string; readonly showNamed: string; readonly failed: string };
}

/** A value with most of it hidden, and a button that shows it: a form, so that it works without a script. */
export function MaskedValue({ action, userId, attribute, masked, words }: MaskedValueProps) {
  const [{ value, failed }, dispatch, waiting] = useActionState(action, { value: null, failed: false });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
    if (!waiting) startTransition(() => dispatch(data));
  };
  return (
    <form className="masked" action={dispatch} onSubmit={submit}>
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
      {failed && <small role="alert">{words.failed}</small>}
    </form>
  );
}
