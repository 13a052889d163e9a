import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import type { MyData } from "../queries";
import { HistoryEntry, HistoryList } from "@/ui/HistoryList";

/** Every decision of a person and what happened to it later, the newest first, each with its receipt. */
export async function ReceiptHistory({ receipts }: Pick<MyData, "receipts">) {
  const t = await getTranslations("my-data");
  const dates = datesOf(await getLocale());
  const first = receipts.at(-1)?.number;
  return (
    <HistoryList>
      {receipts.map(({ number, decidedAt, kind, title, granted, asked, told }) => (
        <HistoryEntry
          key={number}
          time={{ iso: decidedAt.toISOString(), text: dates.moment(decidedAt) }}
          act={
            <a href={`/me/receipts/${number}`}>
              {t("receipt")}
              <span className="sr-only"> {t("receiptOf", { date: dates.day(decidedAt) })}</span>
            </a>
          }
        >
          {kind === "consent" && (asked > 0 || told === 0)
            ? t(number === first ? "created" : "decided", { granted, asked })
            : kind === "consent" || kind === "notice" || kind === "withdrawal"
              ? title
              : t(`kinds.${kind}`)}
        </HistoryEntry>
      ))}
    </HistoryList>
  );
}
