import type { PurposeInput } from "@assent/consent/purpose/purpose";

/** What stands in the editor, right or wrong, as it was typed. */
export type Draft = Omit<PurposeInput, "retention"> & { readonly retention: PurposeInput["retention"] | "" };
export type DraftRow = Draft["attributes"][number];

export const emptyDraft: Draft = {
  name: "",
  description: "",
  details: "",
  retention: "account-closed",
  retentionDays: null,
  legalNote: "",
  attributes: [],
};

/**
 * A reason is written and read only where the attribute is mandatory. One that was typed before the tick was taken away
 * stays in the form, so that ticking again brings it back, but it is neither checked nor saved.
 */
export function withoutHiddenReasons(draft: Draft): Draft {
  return { ...draft, attributes: draft.attributes.map((row) => (row.mandatory ? row : { ...row, reason: "" })) };
}
