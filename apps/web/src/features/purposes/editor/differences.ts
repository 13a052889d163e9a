import type { useTranslations } from "next-intl";
import type { FormFields } from "@/ui/form/form-state";
import { termsText } from "@/ui/terms/terms-text";
import { readDraftFields, type PurposeDraft } from "./draft";
import { type EditorContextData, labelOf } from "./editor-types";

type Texts = ReturnType<typeof useTranslations<"admin-editor">>;

/** What is stored now and differs from what was typed, as it reads. */
export function draftDifferences(
  stored: FormFields,
  typed: FormFields,
  world: EditorContextData,
  { t, terms }: { readonly t: Texts; readonly terms: Parameters<typeof termsText>[1] },
) {
  const facts = (draft: PurposeDraft) => [
    { name: t("read.name"), text: draft.name },
    { name: t("read.description"), text: draft.description },
    { name: t("read.details", { organisation: world.organisation }), text: draft.details },
    { name: t("read.retention"), text: retentionText(draft, t) },
    { name: t("read.legalNote"), text: draft.legalNote },
    { name: t("categories.title"), text: categoriesText(draft, world, t) },
    { name: t("recipients.title"), text: recipientsText(draft, world) },
    { name: terms("title"), text: termsText(draft.terms, terms) },
    { name: t("categories.reason"), text: draft.attributes.flatMap(({ reason }) => reason || []).join(" ") },
  ];
  const now = facts(readDraftFields(typed));
  return facts(readDraftFields(stored)).filter(({ text }, index) => text !== now[index]?.text);
}

const categoriesText = ({ attributes }: PurposeDraft, world: EditorContextData, t: Texts): string =>
  attributes
    .map(({ key, mandatory, basis = "consent" }) =>
      t("conflict.category", {
        label: labelOf(world, key),
        mandatory: mandatory ? "yes" : "no",
        told: basis === "consent" ? "no" : "yes",
        basis: t(`categories.basisName.${basis}`),
      }),
    )
    .join(", ");

const recipientsText = ({ recipients }: PurposeDraft, { organisation, applications }: EditorContextData): string =>
  [
    ...(recipients.organisation ? [organisation] : []),
    ...applications.filter(({ id }) => recipients.applications.includes(id)).map(({ name }) => name),
  ].join(", ");

function retentionText({ retention, retentionDays }: PurposeDraft, t: Texts): string {
  if (retention === "") return "";
  return [t(`read.retentionKind.${retention}`), retentionDays].filter(Boolean).join(": ");
}
