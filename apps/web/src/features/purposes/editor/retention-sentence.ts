import { useTranslations } from "next-intl";
import type { PurposeDraft } from "./draft";

/** How long something is kept, in the sentence of the notice. */
export function useRetentionSentence(): (kind: PurposeDraft["retention"], days: number) => string {
  const t = useTranslations("notice.retention");
  return (kind, days) =>
    kind === "days" ? t("days", { days }) : t(kind === "withdrawn" ? "withdrawn" : "account-closed");
}
