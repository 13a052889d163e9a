"use client";

import { useEffect } from "react";
import { FailedPage } from "@/ui/FailedPage";
import { postOldForm } from "@/ui/old-form";
import { fallbackLanguage } from "@/platform/i18n/languages";

/** Shown when a page failed. The text is fixed; the error is in the log under the reference. */
export default function Failed({ error }: { error: Error & { digest?: string } }) {
  useEffect(() => postOldForm(error), [error]);
  return (
    <FailedPage
      reference={error.digest}
      language={typeof document === "undefined" ? fallbackLanguage : document.documentElement.lang}
    />
  );
}
