import type { NoticeItem, NoticePurpose } from "@assent/consent/receipt";
import type { Draft } from "./draft";
import { labelOf, type EditorWorld } from "./editor-types";

/** The words that the notice uses, by the notice's own catalogue, so that the preview says what people will read. */
export interface NoticeWords {
  readonly required: string;
  readonly optional: string;
  readonly retention: (kind: Draft["retention"], days: number) => string;
}

/** What stands in for what is not typed yet. */
export interface Blanks {
  readonly name: string;
  readonly description: string;
}

/** The editor's text as one purpose of a notice, ready for the component that people see. */
export function previewNotice(draft: Draft, world: EditorWorld, words: NoticeWords, blanks: Blanks): NoticePurpose {
  return {
    purposeId: "preview",
    versionId: "preview",
    number: 1,
    name: draft.name.trim() || blanks.name,
    description: draft.description.trim() || blanks.description,
    details: draft.details.trim() || null,
    retention: words.retention(draft.retention, draft.retentionDays || 1),
    legalNote: draft.legalNote.trim() || null,
    items: draft.attributes.map((row, index) => previewItem(row, index, world, words)),
  };
}

function previewItem(
  row: Draft["attributes"][number],
  index: number,
  world: EditorWorld,
  words: NoticeWords,
): NoticeItem {
  return {
    // The row's number keeps ids apart when an attribute is in the form twice.
    id: `preview.${row.key}.${index}`,
    attribute: row.key,
    label: labelOf(world, row.key),
    mandatory: row.mandatory,
    need: row.mandatory ? words.required : words.optional,
    reason: row.mandatory ? row.reason.trim() || null : null,
    offer: "value",
    note: null,
  };
}
