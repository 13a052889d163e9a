"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useMemo, useRef, useState } from "react";
import { type UseFormReturn, useForm, useWatch } from "react-hook-form";
import type { FormFields, FormState, PostedForm } from "./form-state";
import { errorsOf, fieldsOf, sameFields, valuesOf } from "./form-values";
import { useHydrated } from "./use-hydrated";

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
    const data = postedBy(event);
    if (!saving) startTransition(() => dispatch(data));
  };
  return { state, saving, form: { action: dispatch, onSubmit: submit, noValidate: true } };
}

/** Without what the served page carries for posting without a script. */
function postedBy(event: FormEvent<HTMLFormElement>): FormData {
  const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
  for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
  return data;
}

export interface AdminFormHandle<State extends FormState = FormState> {
  readonly state: State;
  readonly saving: boolean;
  /** What the fields hold when they are first drawn, also without a script. */
  readonly opened: FormFields;
  readonly stored: FormFields;
  readonly library: UseFormReturn;
  readonly form: ReturnType<typeof usePosted>["form"];
}

/**
 * The one form of a page of the administration. The server's schema says what is wrong, and the answer's codes stand at
 * their fields until those are changed; the library knows what is typed, what is not saved, and moves rows.
 * `begun`: what the fields begin with, where that is not what is stored.
 */
export function useAdminForm<State extends FormState>(
  action: PostedForm<State>,
  start: State,
  stored: FormFields,
  begun: FormFields = stored,
): AdminFormHandle<State> {
  const { state, saving, form } = usePosted(action, start);
  const [opened] = useState(() => state.typed ?? begun);
  const errors = useMemo(() => errorsOf(state.problems), [state]);
  // The summary of what is wrong takes the focus.
  const library = useForm({ defaultValues: valuesOf(opened), errors, shouldFocusError: false });
  const sent = useRef<FormFields | null>(null);
  useTypedEarly(opened, library);
  useEffect(() => {
    if (sent.current === null) return;
    // What the answer fills in. Nothing else is put over what was typed since.
    for (const [name, text] of Object.entries(state.typed ?? {}))
      if (text !== (sent.current[name] ?? "")) library.setValue(name, text);
  }, [state, library]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (!saving) {
      sent.current = textsIn(postedBy(event));
      library.clearErrors();
    }
    form.onSubmit(event);
  };
  return { state, saving, opened, stored, library, form: { ...form, onSubmit: submit } };
}

/** Whether what is typed differs from what is stored. */
export function useDirty({ library, stored }: AdminFormHandle): boolean {
  const values = useWatch({ control: library.control });
  return useHydrated() && !sameFields(fieldsOf(values), stored);
}

/**
 * Some type before the scripts have loaded, and the library would put the old values back. What is in the served form when
 * React takes it over is read before that, and put back afterwards.
 */
function useTypedEarly(opened: FormFields, library: UseFormReturn): void {
  const takingOver = !useHydrated();
  const [early] = useState(() => (takingOver && typeof document !== "undefined" ? servedFields(opened) : {}));
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    for (const [name, text] of Object.entries(early)) {
      const before = opened[name] ?? "";
      if (text === before) continue;
      // The library may have read the field itself by now, and it tells no one of a value that it already has.
      library.setValue(name, before);
      library.setValue(name, text);
    }
  }, [early, opened, library]);
}

function servedFields(opened: FormFields): FormFields {
  const form = document.getElementById(formId);
  if (!(form instanceof HTMLFormElement)) return {};
  const texts = textsIn(new FormData(form));
  const typed = [...form.elements].flatMap((element) => {
    if (!(element instanceof HTMLInputElement)) {
      return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement ? [element.name] : [];
    }
    return element.type === "file" || (element.type === "hidden" && !(element.name in opened)) ? [] : [element.name];
  });
  return Object.fromEntries(typed.filter((name) => name !== "").map((name) => [name, texts[name] ?? ""]));
}

const textsIn = (data: FormData): FormFields =>
  Object.fromEntries([...data].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
