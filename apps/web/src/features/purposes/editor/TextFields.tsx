"use client";

import { maxRetentionDays, purposeLengths } from "@assent/consent/purpose/purpose-input";
import { useTranslations } from "next-intl";
import { useFormContext, useWatch } from "react-hook-form";
import { Icon } from "@/ui/Icon";
import { Counter } from "./Counter";
import type { PurposeDraft } from "./draft";
import { useEditor } from "./EditorContext";
import { FieldProblem, useFieldMarks } from "./FieldProblem";
import { useRetentionSentence } from "./retention-sentence";
import { Panel } from "@/ui/Panel";

/** What people read: name, description, the longer explanation, retention, legal note. */
export function TextFields() {
  const t = useTranslations("admin-editor.read");
  return (
    <Panel id="text" title={t("title")}>
      <div className="panel-body">
        <NameField />
        <DescriptionField />
        <DetailsField />
        <div className="field grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-4 *:mt-0">
          <RetentionField />
          <LegalNoteField />
        </div>
      </div>
    </Panel>
  );
}

function NameField() {
  const t = useTranslations("admin-editor.read");
  const { register } = useFormContext<PurposeDraft>();
  const { opened } = useEditor();
  return (
    <div className="field">
      <label htmlFor="name">{t("name")}</label>
      <FieldProblem path="name" />
      <input
        className="input"
        {...register("name")}
        {...useFieldMarks("name")}
        defaultValue={opened.name}
        autoComplete="off"
      />
    </div>
  );
}

function DescriptionField() {
  const t = useTranslations("admin-editor.read");
  const { register } = useFormContext<PurposeDraft>();
  const { opened } = useEditor();
  const marks = useFieldMarks("description", "description-hint", "description-count");
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor="description">{t("description")}</label>
        <Counter id="description-count" field="description" most={purposeLengths.description} />
      </div>
      <FieldProblem path="description" />
      <textarea rows={2} {...register("description")} {...marks} defaultValue={opened.description} />
      <p className="hint" id="description-hint">
        {t("descriptionHint")}
      </p>
    </div>
  );
}

function DetailsField() {
  const t = useTranslations("admin-editor.read");
  const { register } = useFormContext<PurposeDraft>();
  const { opened, world } = useEditor();
  const marks = useFieldMarks("details", "details-hint", "details-count");
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor="details">{t("details", { organisation: world.organisation })}</label>
        <Counter id="details-count" field="details" most={purposeLengths.details} />
      </div>
      <FieldProblem path="details" />
      <textarea rows={4} {...register("details")} {...marks} defaultValue={opened.details} />
      <p className="hint" id="details-hint">
        {t("detailsHint")}
      </p>
    </div>
  );
}

const kinds = ["account-closed", "withdrawn", "days"] as const;

function RetentionField() {
  const t = useTranslations("admin-editor.read");
  const { register } = useFormContext<PurposeDraft>();
  const { opened } = useEditor();
  const retentionSentence = useRetentionSentence();
  const [retention, days] = useWatch<PurposeDraft, ["retention", "retentionDays"]>({
    name: ["retention", "retentionDays"],
  });
  const marks = useFieldMarks("retentionDays", "retentionDays-hint");
  return (
    <div className="field retention">
      <label htmlFor="retention">{t("retention")}</label>
      <FieldProblem path="retention" />
      <span className="pick">
        <select
          {...register("retention")}
          {...useFieldMarks("retention", "retention-hint")}
          defaultValue={opened.retention}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`retentionKind.${kind}`)}
            </option>
          ))}
        </select>
        <Icon name="open" />
      </span>
      <div className="mt-3 hidden in-[.retention:has(option[value=days]:checked)]:block">
        <label className="mb-1 block font-medium" htmlFor="retentionDays">
          {t("days")}
        </label>
        <FieldProblem path="retentionDays" />
        <input
          className="input max-w-32"
          type="number"
          inputMode="numeric"
          min={1}
          max={maxRetentionDays}
          {...register("retentionDays", { valueAsNumber: true })}
          {...marks}
          defaultValue={opened.retentionDays ?? ""}
        />
        <p className="hint" id="retentionDays-hint">
          {t("daysHint", { most: maxRetentionDays })}
        </p>
      </div>
      <p className="hint" id="retention-hint">
        {t("retentionHint", { sentence: retentionSentence(retention, days || 1) })}
      </p>
    </div>
  );
}

function LegalNoteField() {
  const t = useTranslations("admin-editor.read");
  const { register } = useFormContext<PurposeDraft>();
  const { opened } = useEditor();
  const marks = useFieldMarks("legalNote", "legalNote-hint");
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor="legalNote">{t("legalNote")}</label>
        <small>{t("optional")}</small>
      </div>
      <FieldProblem path="legalNote" />
      <input
        className="input"
        {...register("legalNote")}
        {...marks}
        defaultValue={opened.legalNote}
        autoComplete="off"
      />
      <p className="hint" id="legalNote-hint">
        {t("legalNoteHint")}
      </p>
    </div>
  );
}
