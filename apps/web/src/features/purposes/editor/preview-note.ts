import type { PreviewState } from "@assent/consent/purpose/purpose-preview";
import type { PurposeDraft } from "./draft";
import type { EditorContextData } from "./editor-types";

/** Why a state looks like another one. */
export type PreviewNote = "nothing-optional" | "nothing-blocks" | "nothing-mandatory" | "nothing-before";

/** The note about a state that this purpose cannot be in; null if it can. */
export function previewNote(
  { attributes }: Pick<PurposeDraft, "attributes">,
  world: Pick<EditorContextData, "attributes">,
  state: PreviewState,
  isPublished: boolean,
): PreviewNote | null {
  const enterable = (key: string) => world.attributes.some((one) => one.key === key && one.selfAssertable);
  const blocking = attributes.filter(({ key, mandatory }) => mandatory && !enterable(key));
  if (state === "value-missing" && blocking.length === attributes.length) return "nothing-optional";
  if (state === "mandatory-missing" && blocking.length === 0) return "nothing-blocks";
  if (state === "error" && !attributes.some(({ mandatory }) => mandatory)) return "nothing-mandatory";
  return state === "again-changed" && !isPublished ? "nothing-before" : null;
}
