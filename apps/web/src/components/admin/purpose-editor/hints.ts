import type { Draft } from "./draft";
import { labelOf, type EditorWorld, type StoredPurpose } from "./editor-types";

/** Something that is true about what stands in the editor, and worth knowing before finishing. */
export type Hint =
  | { readonly kind: "no-reason"; readonly label: string }
  | {
      readonly kind: "not-sent";
      readonly label: string;
      /** The providers that do not send it; null when none does. */
      readonly providers: readonly string[] | null;
      /** What it means for their people: no box, a field to fill in, or no account at all. */
      readonly effect: "no-box" | "typed" | "blocked";
    }
  | { readonly kind: "people"; readonly people: number }
  | { readonly kind: "review" | "next-sign-in" }
  | { readonly kind: "reasons-filled"; readonly count: number };

export function hintsFor(draft: Draft, stored: StoredPurpose | null, world: EditorWorld): Hint[] {
  return [
    ...draft.attributes.flatMap((row) => sendingHints(row, world)),
    ...draft.attributes
      .filter(({ mandatory, reason }) => mandatory && reason.trim() === "")
      .map(({ key }): Hint => ({ kind: "no-reason", label: labelOf(world, key) })),
    ...effectHints(draft, stored, world),
    ...filledHints(draft),
  ];
}

function sendingHints({ key, mandatory }: Draft["attributes"][number], world: EditorWorld): Hint[] {
  const attribute = world.attributes.find((choice) => choice.key === key);
  if (!attribute || world.senders.length === 0) return [];
  const silent = world.senders.filter(({ sends }) => !sends.includes(key)).map(({ name }) => name);
  if (silent.length === 0) return [];
  const effect = !mandatory ? "no-box" : attribute.selfAssertable ? "typed" : "blocked";
  const providers = silent.length < world.senders.length ? silent : null;
  return [{ kind: "not-sent", label: attribute.label, providers, effect }];
}

function effectHints(draft: Draft, stored: StoredPurpose | null, { somebodyIsKnown }: EditorWorld): Hint[] {
  if (stored && JSON.stringify(draft) === JSON.stringify(stored.draft)) return [];
  if (!stored && !somebodyIsKnown) return [{ kind: "next-sign-in" }];
  const agree: Hint[] = stored && stored.people > 0 ? [{ kind: "people", people: stored.people }] : [];
  return [...agree, { kind: "review" }];
}

function filledHints(draft: Draft): Hint[] {
  const mandatory = draft.attributes.filter((row) => row.mandatory);
  const filled = mandatory.every(({ reason }) => reason.trim() !== "");
  return mandatory.length > 0 && filled ? [{ kind: "reasons-filled", count: mandatory.length }] : [];
}
