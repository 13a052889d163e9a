"use client";

import { createContext, useContext, useMemo } from "react";
import { useWatch } from "react-hook-form";
import { fieldsOf } from "@/ui/form/form-values";
import { readDraftFields, type PurposeDraft } from "./draft";
import type { EditorContextData } from "./editor-types";

export const EditorContext = createContext<EditorContextData | null>(null);

/** What all parts of the editor know about the installation. Throws outside the editor, which is a bug. */
export function useEditor(): EditorContextData {
  const world = useContext(EditorContext);
  if (!world) throw new Error("This part belongs in the purpose editor");
  return world;
}

/** The purpose as it is typed. */
export function useDraft(): PurposeDraft {
  const values = useWatch();
  return useMemo(() => readDraftFields(fieldsOf(values)), [values]);
}
