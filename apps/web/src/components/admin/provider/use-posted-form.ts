"use client";

import { type FormEvent, startTransition, useActionState, useState } from "react";
import type { FormState, PostedForm } from "./form-state";

/** A page of a provider has one form. */
export const formId = "provider-form";

/**
 * A form that is posted with the browser's own means, and by hand where there is a script: React would empty it after its
 * action. `dirty`: something was typed since the page was opened. https://react.dev/reference/react-dom/components/form
 */
export function usePostedForm<State extends FormState>(action: PostedForm<State>, opened: State) {
  const [state, dispatch, saving] = useActionState<State, FormData>(
    action as (state: Awaited<State>, data: FormData) => Promise<State>,
    opened as Awaited<State>,
  );
  const [dirty, setDirty] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(event.currentTarget, submitter);
    for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
    if (!saving) startTransition(() => dispatch(data));
  };
  const form = { id: formId, action: dispatch, onSubmit: submit, onInput: () => setDirty(true), noValidate: true };
  return { state, saving, dirty, form };
}
