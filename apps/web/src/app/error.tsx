"use client";

import { FailedPage } from "@/ui/FailedPage";
import { fallbackLanguage } from "@/platform/i18n/languages";

/** Shown when a page failed. The text is fixed; the error is in the log under the reference. */
export default function Failed({ error }: { error: Error & { digest?: string } }) {
  return (
    <FailedPage
      reference={error.digest}
      language={typeof document === "undefined" ? fallbackLanguage : document.documentElement.lang}
    />
  );
}
