"use client";

import { useEffect } from "react";
import { FailedPage } from "@/ui/FailedPage";
import { postFormAgain } from "@/ui/old-form";
import { fallbackLanguage } from "@/platform/i18n/languages";

/**
 * Shown when the page failed, and when its form could not be sent by script, as without a network. Then the form goes
 * out once more as without a script: the same answer leads to the same end, and what was chosen is not lost.
 */
export default function Failed({ error }: { error: Error & { digest?: string } }) {
  useEffect(postFormAgain, []);
  return (
    <FailedPage
      reference={error.digest}
      language={typeof document === "undefined" ? fallbackLanguage : document.documentElement.lang}
    />
  );
}
