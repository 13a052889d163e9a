"use client";

import { type FormEvent, startTransition, useActionState, useState, useSyncExternalStore } from "react";
import type { PostedForm } from "./form-state";

/** A page that is edited has one such form. */
export const formId = "edit-form";

/**
 * A form that is posted with the browser's own means, and by hand where there is a script: React would empty it after its
 * action. https://react.dev/reference/react-dom/components/form
 */
export function usePosted<State>(action: PostedForm<State>, opened: State) {
  const [state, dispatch, saving] = useActionState<State, FormData>(
    action as (state: Awaited<State>, data: FormData) => Promise<State>,
    opened as Awaited<State>,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(event.currentTarget, submitter);
    for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
    if (!saving) startTransition(() => dispatch(data));
  };
  return { state, saving, form: { action: dispatch, onSubmit: submit, noValidate: true } };
}

/** The one form of a page that is edited. `dirty`: something was typed since the page was opened. */
export function usePostedForm<State>(action: PostedForm<State>, opened: State) {
  const { state, saving, form } = usePosted(action, opened);
  const [dirty, setDirty] = useState(false);
  // What was typed before the scripts of this page had loaded was told nobody.
  const typedEarly = useSyncExternalStore(never, wasTyped, () => false);
  const edited = { ...form, id: formId, onInput: () => setDirty(true) };
  return { state, saving, dirty: dirty || typedEarly, form: edited };
}

const never = () => () => undefined;

/** Whether something in the form is other than it was drawn. */
function wasTyped(): boolean {
  const form = document.getElementById(formId);
  if (!(form instanceof HTMLFormElement)) return false;
  return [...form.elements].some((element) => {
    if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
    if (!(element instanceof HTMLInputElement)) return false;
    return element.type === "checkbox" || element.type === "radio"
      ? element.checked !== element.defaultChecked
      : element.type !== "hidden" && element.value !== element.defaultValue;
  });
}
