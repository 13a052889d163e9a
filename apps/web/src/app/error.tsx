"use client";

import { FailedPage } from "@/ui/FailedPage";
import { fallbackLanguage } from "@/platform/i18n/languages";

/** A page of ours failed. What is shown is fixed; the error itself stays in the log, under the reference. */
export default function Failed({ error }: { error: Error & { digest?: string } }) {
  return (
    <FailedPage
      reference={error.digest}
      language={typeof document === "undefined" ? fallbackLanguage : document.documentElement.lang}
    />
  );
}
