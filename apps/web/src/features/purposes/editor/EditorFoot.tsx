"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { type PurposeDraft, emptyPurposeDraft } from "./draft";
import { LeaveGuard } from "@/ui/form/LeaveGuard";
import { useHydrated } from "@/ui/form/use-hydrated";

interface EditorFootProps {
  readonly saving: boolean;
  /** What is stored; null for a new purpose. */
  readonly saved: PurposeDraft | null;
  /** A change goes on to its review, so that only a new purpose is followed by another one. */
  readonly isNew: boolean;
}

/** Finish, Finish and add another, Cancel; and whether there is anything to lose. */
export function EditorFoot({ saving, saved, isNew }: EditorFootProps) {
  const t = useTranslations("admin-editor");
  const hydrated = useHydrated();
  const typed = useWatch<PurposeDraft>();
  const dirty = hydrated && !sameText(typed as PurposeDraft, saved ?? emptyPurposeDraft);
  return (
    <div className="form-foot">
      <button
        className="button button-primary"
        type="submit"
        name="do"
        value="finish"
        aria-disabled={saving || undefined}
      >
        {t("finish")}
      </button>
      {isNew && (
        <button className="button" type="submit" name="do" value="finish-another" aria-disabled={saving || undefined}>
          {t("finishAnother")}
        </button>
      )}
      <Link className="button button-quiet" href="/admin/purposes" prefetch={false}>
        {t("cancel")}
      </Link>
      <span className={dirty && !saving ? "dirty" : "dirty-not"} role="status">
        {saving ? t("saving") : dirty ? t("dirty") : null}
      </span>
      <LeaveGuard dirty={dirty} formId="purpose-editor" />
    </div>
  );
}

/** An empty number field reads as NaN, which JSON writes as null: nothing typed is nothing typed. */
const sameText = (one: PurposeDraft, other: PurposeDraft) => textOf(one) === textOf(other);
const textOf = ({ name, description, details, retention, retentionDays, legalNote, attributes }: PurposeDraft) =>
  JSON.stringify([name, description, details, retention, retentionDays, legalNote, attributes.map(rowText)]);
const rowText = ({ key, mandatory, reason }: PurposeDraft["attributes"][number]) => [key, mandatory, reason];
