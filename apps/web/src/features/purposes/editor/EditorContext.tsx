"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { PurposeDraft } from "./draft";
import type { FieldProblems } from "./editor-state";
import type { EditorContextData } from "./editor-types";

export interface EditorContextValue {
  readonly world: EditorContextData;
  /** What the fields hold before anybody types: also what the served page shows without JavaScript. */
  readonly opened: PurposeDraft;
  readonly problems: FieldProblems;
}

const EditorContext = createContext<EditorContextValue | null>(null);

export function EditorContextProvider({
  scene,
  children,
}: {
  readonly scene: EditorContextValue;
  readonly children: ReactNode;
}) {
  return <EditorContext value={scene}>{children}</EditorContext>;
}

/** What all parts of the editor look at. Throws outside the editor, which is a defect. */
export function useEditor(): EditorContextValue {
  const scene = useContext(EditorContext);
  if (!scene) throw new Error("This part belongs in the purpose editor");
  return scene;
}
