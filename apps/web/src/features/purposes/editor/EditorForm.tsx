"use client";

import type { PurposeInput } from "@assent/consent/purpose/purpose-input";
import { useTranslations } from "next-intl";
import { type FormEvent, startTransition, useRef, useState } from "react";
import { useFieldArray, useFormContext, useFormState } from "react-hook-form";
import { Categories } from "./Categories";
import { ConflictNotice } from "./ConflictNotice";
import type { PurposeDraft } from "./draft";
import { EditorContextProvider } from "./EditorContext";
import { EditorFoot } from "./EditorFoot";
import { EditorProblems } from "./EditorProblems";
import type { EditorState, FieldProblems } from "./editor-state";
import type { EditorContextData, PreviewSource, StoredPurpose } from "./editor-types";
import { isFinish, readStep } from "./form-fields";
import { Hints } from "./Hints";
import { Preview } from "./Preview";
import { flattenErrors, mergeProblems } from "./problems";
import { isUnaddedChoice } from "./rows";
import { TextFields } from "./TextFields";
import { useRowSteps } from "./use-row-steps";
import { useHydrated } from "@/ui/form/use-hydrated";
import { useTypedEarly } from "./use-typed-early";

interface EditorFormProps {
  readonly state: EditorState;
  readonly dispatch: (data: FormData) => void;
  readonly saving: boolean;
  readonly opened: PurposeDraft;
  readonly base: string | null;
  readonly stored: StoredPurpose | null;
  readonly world: EditorContextData;
  readonly preview: PreviewSource;
}

const formId = "purpose-editor";

export function EditorForm({ state, dispatch, saving, opened, base, stored, world, preview }: EditorFormProps) {
  const form = useFormContext<PurposeDraft, unknown, PurposeInput>();
  const list = useFieldArray<PurposeDraft, "attributes">({ name: "attributes" });
  const rows = useRowSteps(world, list, state.chosen);
  const { errors } = useFormState<PurposeDraft>();
  const [attempt, setAttempt] = useState(0);
  useTypedEarly(formId, opened, form.reset);
  const element = useRef<HTMLFormElement>(null);

  const finish = (submitter: HTMLElement | null) =>
    form.handleSubmit(
      () => {
        if (isUnaddedChoice(form.getValues("attributes"), rows.chosen)) {
          rows.setProblem("not-added");
          setAttempt((count) => count + 1);
          return;
        }
        const data = postedForm(element.current, submitter);
        startTransition(() => dispatch(data));
      },
      () => {
        if (isUnaddedChoice(form.getValues("attributes"), rows.chosen)) rows.setProblem("not-added");
        setAttempt((count) => count + 1);
      },
    )();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (saving) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const step = readStep(submitter instanceof HTMLButtonElement ? submitter.value : "");
    if (isFinish(step)) void finish(submitter);
    else rows.take(step);
  };

  const problems = usePresentProblems(state, flattenErrors(errors), rows.problem);
  return (
    <EditorContextProvider scene={{ world, opened, problems }}>
      <EditorProblems state={state} problems={problems} attempt={attempt} chosen={rows.chosen} />
      {state.conflict && stored && <ConflictNotice stored={stored} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 *:min-w-0 @wide/work:grid-cols-[minmax(0,1fr)_minmax(0,24.5rem)] @wide/work:gap-8">
        <form ref={element} id={formId} action={dispatch} onSubmit={submit} noValidate autoComplete="off">
          {/* Enter in a field presses the first submit button of a form: it shall not be one that moves a row. */}
          <button className="sr-only" type="submit" name="do" value="finish" tabIndex={-1} aria-hidden="true" />
          <input type="hidden" name="purpose" value={stored?.id ?? ""} />
          <input type="hidden" name="base" value={base ?? ""} />
          <TextFields />
          <Categories
            rows={list.fields}
            chosen={rows.chosen}
            onChoose={rows.choose}
            chooser={rows.chooser}
            said={rows.said}
          />
          <EditorFoot saving={saving} saved={stored?.draft ?? null} isNew={stored === null} />
        </form>
        <aside
          className="beside @wide/work:sticky @wide/work:top-6"
          aria-label={useTranslations("admin-editor.preview")("title")}
        >
          <Preview source={preview} isPublished={stored?.isPublished ?? false} />
          <Hints stored={stored} />
        </aside>
      </div>
    </EditorContextProvider>
  );
}

/** Before JavaScript is in charge the server's answer counts; afterwards the library's errors, which took it over. */
function usePresentProblems(state: EditorState, errors: FieldProblems, chooser: string | null): FieldProblems {
  const hydrated = useHydrated();
  if (!hydrated) return mergeProblems(state.problems);
  return mergeProblems(errors, chooser ? { add: chooser } : {});
}

function postedForm(form: HTMLFormElement | null, submitter: HTMLElement | null): FormData {
  const data = form ? new FormData(form, submitter) : new FormData();
  // What the served page carried for posting without JavaScript.
  for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
  return data;
}
