"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { FootRow } from "./FootRow";
import { LeaveGuard } from "./LeaveGuard";
import { type AdminFormHandle, formId, useDirty } from "./use-admin-form";

interface FormFootProps {
  readonly handle: AdminFormHandle;
  readonly save: string | undefined;
  readonly others: readonly { readonly value: string; readonly text: string }[] | undefined;
  readonly cancelHref: string | null;
}

/** Save and Cancel, a note about unsaved changes, and the question before they are lost. */
export function FormFoot({ handle, save, others = [], cancelHref }: FormFootProps) {
  const t = useTranslations("admin-form");
  const dirty = useDirty(handle);
  const { saving } = handle;
  const waiting = { "aria-disabled": saving || undefined };
  return (
    <FootRow>
      <button className="button button-primary" type="submit" name="do" value="save" {...waiting}>
        {save ?? t("save")}
      </button>
      {others.map(({ value, text }) => (
        <button className="button" type="submit" name="do" value={value} key={value} {...waiting}>
          {text}
        </button>
      ))}
      {cancelHref !== null && (
        <Link className="button button-quiet" href={cancelHref} prefetch={false}>
          {t("cancel")}
        </Link>
      )}
      <span className="ms-auto inline-flex items-center gap-2 text-muted" role="status">
        {dirty && !saving && <i className="size-2 rounded-full bg-warning" />}
        {saving ? t("saving") : dirty ? t("dirty") : null}
      </span>
      <LeaveGuard dirty={dirty} formId={formId} />
    </FootRow>
  );
}
