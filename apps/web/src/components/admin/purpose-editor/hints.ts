import { type PurposeWarning, purposeWarnings } from "@assent/consent/purpose-warnings";
import type { Draft } from "./draft";
import type { EditorWorld, StoredPurpose } from "./editor-types";

/** What finishing would mean. */
export type EffectHint =
  | { readonly kind: "people"; readonly people: number }
  | { readonly kind: "review" | "next-sign-in" }
  | { readonly kind: "reasons-filled"; readonly count: number };

export interface EditorHints {
  readonly warnings: readonly PurposeWarning[];
  readonly effects: readonly EffectHint[];
}

/** What is worth knowing about what stands in the editor, before it is finished. */
export function hintsFor(draft: Draft, stored: StoredPurpose | null, world: EditorWorld): EditorHints {
  const { description, retention, attributes } = draft;
  const languages = [world.original, ...Object.keys(stored?.version.texts ?? {})];
  return {
    warnings: purposeWarnings(
      { description, retention, attributes, languages, outdated: outdatedBy(draft, stored) },
      {
        ...world,
        languages: world.languages.map(({ code }) => code),
        others: world.others.filter(({ id }) => id !== stored?.id),
      },
    ),
    effects: [...effectHints(draft, stored, world), ...filledHints(draft)],
  };
}

/** Translations of what is stored; of all of them once the words above them are other ones. */
function outdatedBy(draft: Draft, stored: StoredPurpose | null): readonly string[] {
  if (!stored) return [];
  const words = ({ name, description, details, attributes }: Draft) =>
    JSON.stringify([name, description, details, attributes.map(({ key, reason }) => [key, reason])]);
  return words(draft) === words(stored.draft) ? stored.outdated : stored.translations;
}

function effectHints(draft: Draft, stored: StoredPurpose | null, { somebodyIsKnown }: EditorWorld): EffectHint[] {
  if (stored && JSON.stringify(draft) === JSON.stringify(stored.draft)) return [];
  if (!stored && !somebodyIsKnown) return [{ kind: "next-sign-in" }];
  const agree: EffectHint[] = stored && stored.people > 0 ? [{ kind: "people", people: stored.people }] : [];
  return [...agree, { kind: "review" }];
}

function filledHints(draft: Draft): EffectHint[] {
  const mandatory = draft.attributes.filter((row) => row.mandatory);
  const filled = mandatory.every(({ reason }) => reason.trim() !== "");
  return mandatory.length > 0 && filled ? [{ kind: "reasons-filled", count: mandatory.length }] : [];
}
