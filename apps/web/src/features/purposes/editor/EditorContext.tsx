"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Draft } from "./draft";
import type { Problems } from "./editor-state";
import type { EditorWorld } from "./editor-types";

export interface EditorScene {
  readonly world: EditorWorld;
  /** What the fields hold before anybody types: also what the served page shows without JavaScript. */
  readonly opened: Draft;
  readonly problems: Problems;
}

const Scene = createContext<EditorScene | null>(null);

export function EditorSceneProvider({
  scene,
  children,
}: {
  readonly scene: EditorScene;
  readonly children: ReactNode;
}) {
  return <Scene value={scene}>{children}</Scene>;
}

/** What all parts of the editor look at. Throws outside the editor, which is a defect. */
export function useScene(): EditorScene {
  const scene = useContext(Scene);
  if (!scene) throw new Error("This part belongs in the purpose editor");
  return scene;
}
