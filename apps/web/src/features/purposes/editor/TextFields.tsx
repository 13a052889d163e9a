"use client";

import { useTranslations } from "next-intl";
import { DaysField, SelectField, TextField } from "@/ui/form/Field";
import { Counter } from "./Counter";
import { useDraft, useEditor } from "./EditorContext";
import { useRetentionSentence } from "./retention-sentence";
import { Panel } from "@/ui/Panel";

/** What people read: name, description, the longer explanation, retention, legal note. */
export function TextFields() {
  const t = useTranslations("admin-editor.read");
  const { organisation, limits } = useEditor();
  return (
    <Panel id="text" title={t("title")}>
      <div className="panel-body">
        <TextField name="name" label={t("name")} />
        <TextField
          name="description"
          label={t("description")}
          hint={t("descriptionHint")}
          kind="lines"
          rows={2}
          mark={<Counter id="description-count" field="description" most={limits.description} />}
          describedBy="description-count"
        />
        <TextField
          name="details"
          label={t("details", { organisation })}
          hint={t("detailsHint")}
          kind="lines"
          rows={4}
          mark={<Counter id="details-count" field="details" most={limits.details} />}
          describedBy="details-count"
        />
        <div className="field grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-4 *:mt-0">
          <RetentionField />
          <TextField name="legalNote" label={t("legalNote")} hint={t("legalNoteHint")} optional />
        </div>
      </div>
    </Panel>
  );
}

const kinds = ["account-closed", "withdrawn", "days"] as const;

function RetentionField() {
  const t = useTranslations("admin-editor.read");
  const sentence = useRetentionSentence();
  const { retention, retentionDays } = useDraft();
  const { limits } = useEditor();
  return (
    <div className="field retention">
      <SelectField
        name="retention"
        label={t("retention")}
        options={kinds.map((value) => ({ value, text: t(`retentionKind.${value}`) }))}
        hint={t("retentionHint", { sentence: sentence(retention, retentionDays || 1) })}
      />
      <div className="mt-3 hidden in-[.retention:has(option[value=days]:checked)]:block">
        <DaysField
          name="retentionDays"
          label={t("days")}
          hint={t("daysHint", { most: limits.retentionDays })}
          most={limits.retentionDays}
        />
      </div>
    </div>
  );
}
