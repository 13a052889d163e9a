import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";

interface NoRecordsProps {
  readonly any: boolean;
  readonly pastEnd: boolean;
  readonly first: string;
}

/** Says why the list is empty: no decision yet, no match, or a page after the last one. */
export async function NoRecords({ any, pastEnd, first }: NoRecordsProps) {
  const t = await getTranslations("admin-records");
  if (!any) return <EmptyState title={t("empty")} text={t("emptyText")} />;
  return (
    <EmptyState title={t(pastEnd ? "pastEnd" : "noMatch")} text={t(pastEnd ? "pastEndText" : "noMatchText")}>
      <Link className="button" href={pastEnd ? first : "/admin/records"} prefetch={false}>
        {t(pastEnd ? "first" : "clear")}
      </Link>
    </EmptyState>
  );
}
