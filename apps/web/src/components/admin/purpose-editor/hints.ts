import { isMaterialChange } from "@assent/consent/purpose";
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
  | { readonly kind: "people"; readonly people: number; readonly next: number }
  | { readonly kind: "material" | "wording" | "next-sign-in" }
  | { readonly kind: "reasons-filled"; readonly count: number };

export function hintsFor(draft: Draft, stored: StoredPurpose | null, world: EditorWorld): Hint[] {
  return [
    ...draft.attributes.flatMap((row) => sendingHints(row, world)),
    ...draft.attributes
      .filter(({ mandatory, reason }) => mandatory && reason.trim() === "")
      .map(({ key }): Hint => ({ kind: "no-reason", label: labelOf(world, key) })),
    ...effectHints(draft, stored),
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

function effectHints(draft: Draft, stored: StoredPurpose | null): Hint[] {
  if (stored && JSON.stringify(draft) === JSON.stringify(stored.draft)) return [];
  if (!stored || stored.people === 0) return [{ kind: "next-sign-in" }];
  const after = draft.attributes.map(({ key, mandatory }) => ({ key, mandatory, reasons: {} }));
  const material = isMaterialChange(stored.version, { attributes: after });
  return [
    { kind: "people", people: stored.people, next: stored.version.number + 1 },
    { kind: material ? "material" : "wording" },
  ];
}

function filledHints(draft: Draft): Hint[] {
  const mandatory = draft.attributes.filter((row) => row.mandatory);
  const filled = mandatory.every(({ reason }) => reason.trim() !== "");
  return mandatory.length > 0 && filled ? [{ kind: "reasons-filled", count: mandatory.length }] : [];
}
