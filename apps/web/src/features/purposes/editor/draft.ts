import { legalBases, type LegalBasis, type NoticeBasis } from "@assent/consent/purpose/purpose";
import type { PurposeInput } from "@assent/consent/purpose/purpose-input";
import type { FormFields } from "@/ui/form/form-state";
import { fieldsOfTerms, readTermsFields, type TermsDraft, termsWritten } from "@/ui/terms/terms-draft";

/** The content of the editor as it was typed, valid or not. */
export type PurposeDraft = Omit<PurposeInput, "retention" | "terms"> & {
  readonly retention: PurposeInput["retention"] | "";
  readonly terms?: TermsDraft | undefined;
};
export type PurposeDraftRow = PurposeDraft["attributes"][number];

export const emptyPurposeDraft: PurposeDraft = {
  name: "",
  description: "",
  details: "",
  retention: "account-closed",
  retentionDays: null,
  legalNote: "",
  attributes: [],
  recipients: { organisation: true, applications: [] },
};

/** The names of the boxes that say who gets it. */
export const recipientField = {
  organisation: "recipients.organisation",
  application: (id: string) => `recipients.applications.${id}`,
} as const;

const texts = ["name", "description", "details", "legalNote"] as const;
const retentions = ["account-closed", "withdrawn", "days"] as const;

/** More rows than any catalogue has, so a form with more is not from our page. */
const maxRows = 200;

/** The fields of the editor → the draft. Nothing is checked: invalid text must come back as it was typed. */
export function readDraftFields(fields: FormFields): PurposeDraft {
  const text = (name: string) => fields[name] ?? "";
  const attributes: PurposeDraftRow[] = [];
  while (attributes.length < maxRows && `attributes.${attributes.length}.key` in fields) {
    const row = `attributes.${attributes.length}`;
    attributes.push({
      key: text(`${row}.key`),
      mandatory: text(`${row}.mandatory`) !== "",
      reason: text(`${row}.reason`),
      ...basisField(text(`${row}.basis`)),
    });
  }
  const typed = Object.fromEntries(texts.map((name) => [name, text(name)])) as Record<(typeof texts)[number], string>;
  return {
    ...typed,
    retention: retentions.find((kind) => kind === text("retention")) ?? "",
    retentionDays: daysOf(text("retentionDays")),
    attributes,
    ...(termsWritten(fields) ? { terms: readTermsFields(fields) } : {}),
    recipients: {
      organisation: text(recipientField.organisation) !== "",
      applications: Object.keys(fields)
        .flatMap((name) => (name.startsWith(recipientField.application("")) && text(name) !== "" ? [name] : []))
        .map((name) => name.slice(recipientField.application("").length))
        .sort(),
    },
  };
}

/** Consent is not written down: a row without a basis is asked. */
export function basisField(typed: string): { basis?: NoticeBasis } {
  const basis: LegalBasis | undefined = legalBases.find((known) => known === typed);
  return basis === undefined || basis === "consent" ? {} : { basis };
}

/** Null if nothing was typed; NaN if it is not a number, which the schema refuses. */
const daysOf = (typed: string): number | null => (typed.trim() === "" ? null : Number(typed));

/** A draft → the fields of the editor. `chosen` is the attribute that is chosen to be added, "" for none. */
export function fieldsOfDraft(draft: PurposeDraft, chosen = ""): FormFields {
  const rows = draft.attributes.flatMap(({ key, mandatory, basis = "consent", reason }, row) => [
    [`attributes.${row}.key`, key],
    [`attributes.${row}.mandatory`, mandatory ? "on" : ""],
    [`attributes.${row}.basis`, basis],
    [`attributes.${row}.reason`, reason],
  ]);
  return {
    ...Object.fromEntries(texts.map((name) => [name, draft[name]])),
    retention: draft.retention,
    retentionDays: draft.retentionDays === null ? "" : String(draft.retentionDays),
    ...(Object.fromEntries(rows) as Record<string, string>),
    ...fieldsOfTerms(draft.terms),
    [recipientField.organisation]: draft.recipients.organisation ? "on" : "",
    ...Object.fromEntries(draft.recipients.applications.map((id) => [recipientField.application(id), "on"])),
    add: chosen,
  };
}

/**
 * A reason is shown and read only if the attribute is mandatory, or told on another legal basis. A reason that was typed
 * before Mandatory was unticked stays in the form, so that ticking it again brings it back, but it is neither checked nor
 * saved.
 */
export function withoutHiddenReasons(draft: PurposeDraft): PurposeDraft {
  return {
    ...draft,
    attributes: draft.attributes.map((row) => (row.mandatory || row.basis ? row : { ...row, reason: "" })),
  };
}
