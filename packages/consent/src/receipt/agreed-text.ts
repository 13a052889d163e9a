import type { ShownPurpose, ShownText } from "./receipt.ts";

/** What a receipt showed, and which of its items are meant. */
export interface Agreed {
  readonly notice: ShownText;
  readonly items: readonly { readonly versionId: string; readonly attribute: string }[];
}

/**
 * The text that a person had agreed to, or been told, cut down to these items: what a receipt shows about grants that
 * end, and about a value that is corrected. `newest` is the text of the newest receipt, whose words stand around it, in
 * its language; purposes from another language keep theirs. No button was pressed, so it has no labels of buttons.
 */
export function agreedText(newest: ShownText, agreed: readonly Agreed[]): ShownText {
  const { unchanged: _, ...around } = newest;
  const purposes = new Map<string, ShownPurpose>();
  for (const { notice, items } of agreed) {
    for (const purpose of notice.purposes) {
      const meant = purpose.items.filter(({ attribute }) =>
        items.some((item) => item.versionId === purpose.versionId && item.attribute === attribute),
      );
      if (meant.length === 0) continue;
      const { change: _change, ...words } = purpose;
      const before = purposes.get(purpose.versionId);
      const language = words.language ?? notice.language;
      purposes.set(purpose.versionId, {
        ...(before ?? { ...words, ...(language === newest.language ? {} : { language }) }),
        items: [...(before?.items ?? []), ...meant],
      });
    }
  }
  return { ...around, purposes: [...purposes.values()], acceptLabel: "", declineLabel: "" };
}
