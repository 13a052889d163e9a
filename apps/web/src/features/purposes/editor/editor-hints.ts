import { languagesWithoutNote } from "@assent/consent/purpose/legal-note";
import { type PurposeWarning, purposeWarnings, serviceIds } from "@assent/consent/purpose/purpose-warnings";
import type { PurposeDraft } from "./draft";
import type { EditorContextData, StoredPurpose } from "./editor-types";

/** The effect of finishing. */
export type EffectHint =
  | { readonly kind: "people"; readonly people: number }
  | { readonly kind: "review" | "next-sign-in" }
  | { readonly kind: "reasons-filled"; readonly count: number };

export interface EditorHints {
  readonly warnings: readonly PurposeWarning[];
  readonly effects: readonly EffectHint[];
}

/** Hints about the content of the editor before it is finished. */
export function hintsFor(draft: PurposeDraft, stored: StoredPurpose | null, world: EditorContextData): EditorHints {
  const { name, description, retention, retentionDays, attributes, recipients, terms } = draft;
  const languages = [world.original, ...Object.keys(stored?.version.texts ?? {})];
  const written = { ...stored?.version.texts, [world.original]: { legalNote: draft.legalNote.trim() || null } };
  const withoutNote = languagesWithoutNote(written, world.original);
  return {
    warnings: purposeWarnings(
      {
        ...{ name, description, retention, attributes, recipients, languages, outdated: outdatedBy(draft, stored) },
        ...{ withoutNote, retentionDays },
        terms: terms && {
          ...terms,
          parties: terms.parties.map((party) => ({ ...party, country: party.country.trim().toUpperCase() })),
        },
      },
      {
        ...world,
        services: serviceIds(world.applications),
        languages: world.languages.map(({ code }) => code),
        others: world.others.filter(({ id }) => id !== stored?.id),
      },
    ),
    effects: [...effectHints(draft, stored, world), ...filledHints(draft)],
  };
}

/**
 * The outdated translations: of the stored version; all of them once the original text has changed, and those with a
 * legal note once that has changed.
 */
function outdatedBy(draft: PurposeDraft, stored: StoredPurpose | null): readonly string[] {
  if (!stored) return [];
  const words = ({ name, description, details, attributes, terms }: PurposeDraft) => {
    const decides = terms?.automated ? [terms.logic, terms.consequences] : [];
    return JSON.stringify([name, description, details, decides, attributes.map(({ key, reason }) => [key, reason])]);
  };
  const { outdated, translations, version } = stored;
  if (words(draft) !== words(stored.draft)) return translations;
  if (draft.legalNote === stored.draft.legalNote) return outdated;
  return translations.filter((code) => outdated.includes(code) || version.texts[code]?.legalNote);
}

function effectHints(
  draft: PurposeDraft,
  stored: StoredPurpose | null,
  { somebodyIsKnown }: EditorContextData,
): EffectHint[] {
  if (stored && JSON.stringify(draft) === JSON.stringify(stored.draft)) return [];
  if (!stored && !somebodyIsKnown) return [{ kind: "next-sign-in" }];
  const agree: EffectHint[] = stored && stored.people > 0 ? [{ kind: "people", people: stored.people }] : [];
  return [...agree, { kind: "review" }];
}

function filledHints(draft: PurposeDraft): EffectHint[] {
  const mandatory = draft.attributes.filter((row) => row.mandatory);
  const filled = mandatory.every(({ reason }) => reason.trim() !== "");
  return mandatory.length > 0 && filled ? [{ kind: "reasons-filled", count: mandatory.length }] : [];
}
