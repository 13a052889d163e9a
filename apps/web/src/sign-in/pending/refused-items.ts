import { isNeeded } from "@assent/consent/evaluate/decision";
import type { ConsentPrompt } from "./consent-prompt";

/** The attributes that an account needs and that were not ticked in the last form, each once. */
export function refusedItems({ shownText, request, pending }: ConsentPrompt) {
  if (pending.draft?.reason !== "problems") return [];
  const found = new Map<string, { label: string; purposes: string[]; reason: string | null }>();
  const needed = new Set(request.purposes.flatMap(({ items }) => items.filter(isNeeded)).map(({ id }) => id));
  for (const purpose of shownText.purposes) {
    for (const { id, attribute, label, reason } of purpose.items) {
      if (!needed.has(id) || pending.draft.granted.includes(id)) continue;
      const known = found.get(attribute) ?? { label, purposes: [], reason };
      found.set(attribute, { ...known, purposes: [...known.purposes, purpose.name] });
    }
  }
  return [...found.values()];
}
