import type { ConsentPrompt } from "./consent-prompt";

/** The mandatory attributes that were not ticked in the last form, each once. */
export function refusedItems({ shownText, pending }: ConsentPrompt) {
  if (pending.draft?.reason !== "problems") return [];
  const found = new Map<string, { label: string; purposes: string[]; reason: string | null }>();
  for (const purpose of shownText.purposes) {
    for (const { id, attribute, label, mandatory, reason } of purpose.items) {
      if (!mandatory || pending.draft.granted.includes(id)) continue;
      const known = found.get(attribute) ?? { label, purposes: [], reason };
      found.set(attribute, { ...known, purposes: [...known.purposes, purpose.name] });
    }
  }
  return [...found.values()];
}
