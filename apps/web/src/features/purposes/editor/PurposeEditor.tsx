"use client";

import { purposeInputFor, type PurposeInput } from "@assent/consent/purpose/purpose-input";
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useActionState, useMemo, useState } from "react";
import { FormProvider, type Resolver, useForm } from "react-hook-form";
import { type PurposeDraft, emptyPurposeDraft, withoutHiddenReasons } from "./draft";
import { EditorForm } from "./EditorForm";
import { type EditorState, openedState } from "./editor-state";
import type { EditorContextData, PreviewSource, StoredPurpose } from "./editor-types";
import { nestProblems } from "./problems";

interface PurposeEditorProps {
  readonly action: (state: EditorState, data: FormData) => Promise<EditorState>;
  /** Null for a new purpose. */
  readonly stored: StoredPurpose | null;
  /** What a new purpose begins with: a template, or another purpose. Null for an empty form. */
  readonly start: PurposeDraft | null;
  readonly world: EditorContextData;
  readonly preview: PreviewSource;
}

/**
 * The purpose editor. One form and one action: every button posts, so all of it works without JavaScript; with it, rows
 * move in the browser, the preview follows, and the same schema as on the server answers before anything is sent.
 */
export function PurposeEditor({ action, stored, start, world, preview }: PurposeEditorProps) {
  const [state, dispatch, saving] = useActionState(action, openedState);
  // What the fields start from. Later answers must not put anything over what was typed since.
  const [opened] = useState(() => state.draft ?? stored?.draft ?? start ?? emptyPurposeDraft);
  const [openedBase] = useState(stored?.version.versionId ?? null);
  const errors = useMemo(() => nestProblems(state.problems), [state.problems]);
  const resolver = useMemo(() => resolverFor(world), [world]);
  const form = useForm<PurposeDraft, unknown, PurposeInput>({
    defaultValues: opened,
    resolver,
    shouldFocusError: false,
    ...(errors ? { errors } : {}),
  });
  return (
    <FormProvider {...form}>
      <EditorForm
        state={state}
        dispatch={dispatch}
        saving={saving}
        opened={opened}
        base={state.base ?? openedBase}
        stored={stored}
        world={world}
        preview={preview}
      />
    </FormProvider>
  );
}

function resolverFor(world: EditorContextData): Resolver<PurposeDraft, unknown, PurposeInput> {
  const check = standardSchemaResolver(purposeInputFor(world.attributes.map(({ key }) => key)));
  return (values, context, options) =>
    // The schema is there to find out whether a draft is an input; the types of the library ask for one already.
    check(withoutHiddenReasons(values) as PurposeInput, context, options as Parameters<typeof check>[2]);
}
