"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LeaveGuard } from "./LeaveGuard";
import { formId } from "./use-posted-form";

interface FormFootProps {
  readonly save: string;
  readonly saving: boolean;
  readonly dirty: boolean;
  /** Where leaving without saving leads; null where there is no such place. */
  readonly cancelHref: string | null;
  /** More buttons. */
  readonly children?: ReactNode;
}

/** Save and Cancel, and the question before typed text is lost. */
export function FormFoot({ save, saving, dirty, cancelHref, children }: FormFootProps) {
  const t = useTranslations("identity-providers");
  return (
    <div className="form-foot">
      <button
        className="button button-primary"
        type="submit"
        name="do"
        value="save"
        aria-disabled={saving || undefined}
      >
        {save}
      </button>
      {children}
      {cancelHref !== null && (
        <Link className="button button-quiet" href={cancelHref} prefetch={false}>
          {t("cancel")}
        </Link>
      )}
      <LeaveGuard dirty={dirty} formId={formId} />
    </div>
  );
}
