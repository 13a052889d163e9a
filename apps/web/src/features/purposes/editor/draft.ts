import type { PurposeInput } from "@assent/consent/purpose/purpose-input";

/** What stands in the editor, right or wrong, as it was typed. */
export type PurposeDraft = Omit<PurposeInput, "retention"> & { readonly retention: PurposeInput["retention"] | "" };
export type PurposeDraftRow = PurposeDraft["attributes"][number];

export const emptyPurposeDraft: PurposeDraft = {
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
export function withoutHiddenReasons(draft: PurposeDraft): PurposeDraft {
  return { ...draft, attributes: draft.attributes.map((row) => (row.mandatory ? row : { ...row, reason: "" })) };
}
