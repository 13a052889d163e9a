"use client";

import { useTranslations } from "next-intl";
import { AdminForm } from "@/ui/form/AdminForm";
import { type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { fieldsOf } from "@/ui/form/form-values";
import { useAdminForm } from "@/ui/form/use-admin-form";
import { TermsFields } from "@/ui/terms/TermsFields";
import { isTermsField } from "@/ui/terms/terms-draft";
import { Categories } from "./Categories";
import { draftDifferences } from "./differences";
import { readDraftFields, emptyPurposeDraft, fieldsOfDraft, type PurposeDraft } from "./draft";
import { EditorContext } from "./EditorContext";
import { type EditorContextData, labelOf, type PreviewSource, type StoredPurpose } from "./editor-types";
import { fieldId } from "./field-ids";
import { isFinish, readStep } from "./form-fields";
import { Hints } from "./Hints";
import { Preview } from "./Preview";
import { RecipientFields } from "./RecipientFields";
import { TextFields } from "./TextFields";
import { useRowSteps } from "./use-row-steps";

interface PurposeEditorProps {
  readonly action: PostedForm<FormState>;
  /** Null for a new purpose. */
  readonly stored: StoredPurpose | null;
  /** What a new purpose begins with: a template, or another purpose. Null for an empty form. */
  readonly start: PurposeDraft | null;
  readonly world: EditorContextData;
  readonly preview: PreviewSource;
}

const order = [
  "name",
  "description",
  "details",
  "retention",
  "retentionDays",
  "legalNote",
  "attributes",
  "add",
  "recipients",
  "terms",
];

/**
 * The purpose editor. One form and one action: every button posts, so all of it works without JavaScript; with it, rows
 * move in the browser and the preview follows.
 */
export function PurposeEditor({ action, stored, start, world, preview }: PurposeEditorProps) {
  const t = useTranslations("admin-editor");
  const terms = useTranslations("admin-terms");
  const saved = stored?.draft ?? emptyPurposeDraft;
  const handle = useAdminForm(action, openedForm, fieldsOfDraft(saved), fieldsOfDraft(start ?? saved));
  const { library } = handle;
  const rows = useRowSteps(world, library);
  const sentence = (name: string, code: string) => {
    if (isTermsField(name) && terms.has(`problem.${code}`)) return terms(`problem.${code}`);
    const fields = fieldsOf(library.getValues());
    const { name: purpose, attributes } = readDraftFields(fields);
    const [field, row] = name.split(".");
    const key = field === "attributes" ? attributes[Number(row)]?.key : fields["add"];
    const values = { name: purpose.trim(), organisation: world.organisation, label: labelOf(world, key ?? "") };
    return t.has(`problem.${code}`) ? t(`problem.${code}`, values) : t("problem.malformed");
  };
  return (
    <EditorContext value={world}>
      <AdminForm
        handle={handle}
        order={order}
        idOf={fieldId}
        sentence={sentence}
        failures={{ gone: t("failure.gone") }}
        base={stored?.version.versionId ?? ""}
        hidden={{ purpose: stored?.id ?? "" }}
        conflict={{
          href: `/admin/purposes/${stored?.id ?? ""}`,
          differences: (now, typed) => draftDifferences(now, typed, world, { t, terms }),
        }}
        save={t("finish")}
        // A change leads to its review, so only after a new purpose can another one follow.
        others={stored ? [] : [{ value: "finish-another", text: t("finishAnother") }]}
        cancelHref="/admin/purposes"
        onStep={(pressed) => {
          const step = readStep(pressed);
          if (isFinish(step)) return false;
          rows.take(step);
          return true;
        }}
        beside={
          <aside className="beside @wide/work:sticky @wide/work:top-6" aria-label={t("preview.title")}>
            <Preview source={preview} isPublished={stored?.isPublished ?? false} />
            <Hints stored={stored} />
          </aside>
        }
      >
        <TextFields />
        <Categories rows={rows.rows} said={rows.said} />
        <RecipientFields />
        <TermsFields problems={Object.keys(handle.state.problems)} />
      </AdminForm>
    </EditorContext>
  );
}
