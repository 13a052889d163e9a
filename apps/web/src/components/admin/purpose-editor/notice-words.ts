import { useTranslations } from "next-intl";
import type { NoticeWords } from "./preview-notice";

/** The sentences of the notice, in the browser. */
export function useNoticeWords(): NoticeWords {
  const t = useTranslations("notice");
  return {
    required: t("need.required"),
    optional: t("need.optional"),
    retention: (kind, days) =>
      kind === "days"
        ? t("retention.days", { days })
        : t(kind === "withdrawn" ? "retention.withdrawn" : "retention.account-closed"),
  };
}
