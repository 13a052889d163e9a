"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useMemo, useRef, useState } from "react";
import { type UseFormReturn, useForm, useWatch } from "react-hook-form";
import type { FormFields, FormState, PostedForm } from "./form-state";
import { errorsOf, fieldsOf, sameFields, valuesOf } from "./form-values";
import { useHydrated } from "./use-hydrated";

/** A page has one such form at most. */
export const formId = "edit-form";

/**
 * A form that the browser posts itself, or a script if one runs, because React would empty the form after its action.
 * https://react.dev/reference/react-dom/components/form
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

/** Without the hidden fields that the page has for posting without a script. */
function postedBy(event: FormEvent<HTMLFormElement>): FormData {
  const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
  for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
  return data;
}

export interface AdminFormHandle<State extends FormState = FormState> {
  readonly state: State;
  readonly saving: boolean;
  /** The values of the fields at first, also without a script. */
  readonly opened: FormFields;
  readonly stored: FormFields;
  readonly library: UseFormReturn;
  readonly form: ReturnType<typeof usePosted>["form"];
}

/**
 * The one form of a page of the administration. The server's schema finds the problems, which are shown at their
 * fields until these change. The library knows what is typed and what is not saved, and moves rows. `begun`: the first
 * values of the fields, if they are not the stored ones.
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
  // The summary of problems takes the focus.
  const library = useForm({ defaultValues: valuesOf(opened), errors, shouldFocusError: false });
  const sent = useRef<FormFields | null>(null);
  useTypedEarly(opened, library);
  useEffect(() => {
    if (sent.current === null) return;
    // Fills in only what the answer contains, and keeps what was typed since.
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
 * Some people type before the scripts have loaded, and the library would restore the old values. The values of the
 * served form are read before React takes it over, and put back afterwards.
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
      // The library may already have read the field, and then does not report the value as a change.
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
