"use client";

import { createContext, type FormEvent, type ReactNode, useContext } from "react";
import { FormProvider, get, useFormState } from "react-hook-form";
import { FormFoot } from "./FormFoot";
import { FormProblems, StoredMeanwhile } from "./FormProblems";
import type { FormFields } from "./form-state";
import { type AdminFormHandle, formId } from "./use-admin-form";
import { useHydrated } from "./use-hydrated";

interface AdminFormProps {
  readonly handle: AdminFormHandle;
  /** The sentence for what is wrong with a field. */
  readonly sentence: (name: string, code: string) => string;
  /** Names of the fields in their order, which the summary follows; for rows, the beginning of their names. */
  readonly order: readonly string[];
  /** The id of the element that a problem links to, if it is not the field. */
  readonly idOf?: (name: string) => string;
  /** Code → why nothing was saved, if the form has its own sentence for it. */
  readonly failures?: FormFields;
  /** The revision, or the id of the version, that was read. */
  readonly base?: number | string;
  /** Posted with the form and not shown. */
  readonly hidden?: FormFields;
  /** What is stored now and differs from what was typed, and where it is shown. */
  readonly conflict?: {
    readonly href: string;
    readonly differences: (stored: FormFields, typed: FormFields) => readonly { name: string; text: string }[];
  };
  readonly save?: string;
  /** More buttons beside Save; each posts its value as `do`. */
  readonly others?: readonly { readonly value: string; readonly text: string }[];
  /** Where leaving without saving leads; null if there is no such page. */
  readonly cancelHref: string | null;
  /** Handles a button in the browser: its value → whether it did. */
  readonly onStep?: (pressed: string) => boolean;
  /** Shown beside the form, with access to its fields. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A form of the administration: problems above it and beside its fields, what another administrator stored meanwhile,
 * Save and Cancel, and a question before typed text is lost. It works without JavaScript, with the same action.
 */
export function AdminForm(props: AdminFormProps) {
  const {
    handle,
    sentence,
    order,
    idOf = (name) => name,
    failures,
    hidden = {},
    conflict,
    onStep,
    beside,
    children,
  } = props;
  const { state, library } = handle;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    const pressed = submitter instanceof HTMLButtonElement ? submitter.value : "";
    if (onStep?.(pressed)) event.preventDefault();
    else handle.form.onSubmit(event);
  };
  const form = { ...handle.form, onSubmit: submit };
  const problems = useProblems(handle);
  const listed = Object.entries(problems)
    .sort(([one], [other]) => placeOf(one, order) - placeOf(other, order))
    .map(([name, code]) => ({ id: idOf(name), sentence: sentence(name, code) }));
  const base = state.base ?? props.base;
  const above = (
    <>
      <FormProblems state={state} problems={listed} failures={failures} />
      {state.conflict && conflict && (
        <StoredMeanwhile href={conflict.href} differences={conflict.differences(state.conflict, state.typed ?? {})} />
      )}
    </>
  );
  const fields = (
    <>
      {/* Enter in a field presses the first submit button of a form, which must be Save. */}
      <button className="sr-only" type="submit" name="do" value="save" tabIndex={-1} aria-hidden="true" />
      {base !== undefined && <input type="hidden" name="base" value={base} />}
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {children}
      <FormFoot handle={handle} save={props.save} others={props.others} cancelHref={props.cancelHref} />
    </>
  );
  return (
    <FormProvider {...library}>
      <Scene value={{ handle, sentence, idOf }}>
        {beside ? (
          <>
            {above}
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 *:min-w-0 @wide/work:grid-cols-[minmax(0,1fr)_minmax(0,24.5rem)] @wide/work:gap-8">
              <form id={formId} autoComplete="off" {...form}>
                {fields}
              </form>
              {beside}
            </div>
          </>
        ) : (
          <form className="max-w-form" id={formId} {...form}>
            {above}
            {fields}
          </form>
        )}
      </Scene>
    </FormProvider>
  );
}

/** The position of a field in the form. */
function placeOf(name: string, order: readonly string[]): number {
  const index = order.findIndex((start) => name === start || name.startsWith(`${start}.`));
  return index < 0 ? order.length : index;
}

/**
 * The current problems: before JavaScript runs, all of the answer; afterwards, those of fields that have not changed
 * since.
 */
function useProblems({ state, library }: AdminFormHandle): FormFields {
  const { errors } = useFormState({ control: library.control });
  const hydrated = useHydrated();
  if (!hydrated) return state.problems;
  return Object.fromEntries(Object.entries(state.problems).filter(([name]) => get(errors, `${name}.message`)));
}

interface FormScene extends Required<Pick<AdminFormProps, "handle" | "sentence" | "idOf">> {}

const Scene = createContext<FormScene | null>(null);

function useScene(): FormScene {
  const scene = useContext(Scene);
  if (!scene) throw new Error("A field of the administration belongs in an AdminForm");
  return scene;
}

/** The problem of a field, or of rows or boxes whose names begin with its name, as a sentence. */
export function useProblem(name: string): string | undefined {
  const { handle, sentence } = useScene();
  const { errors } = useFormState({ control: handle.library.control, name });
  const hydrated = useHydrated();
  const code: unknown = hydrated ? get(errors, `${name}.message`) : handle.state.problems[name];
  return typeof code === "string" ? sentence(name, code) : undefined;
}

/** A field by its name: its first value, its problem, and its link to the form library. */
export function useField(name: string) {
  const { handle, idOf } = useScene();
  const { library, opened } = handle;
  const changed = () => {
    // Clears the problems of the old text and of the rows around it.
    for (let path = name; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf("."))))
      if (library.getFieldState(path).error?.message !== undefined) library.clearErrors(path);
  };
  const register = library.register(name, { onChange: changed });
  return { id: idOf(name), value: opened[name] ?? "", problem: useProblem(name), register };
}

/** Whether the form is being sent; its buttons show it. */
export function useSaving(): boolean {
  return useScene().handle.saving;
}
