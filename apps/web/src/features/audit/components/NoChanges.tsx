import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";

interface NoChangesProps {
  readonly filtered: boolean;
  readonly pastEnd: boolean;
  readonly first: string;
}

/** Says why the list is empty: no change yet, no match, or a page after the last one. */
export async function NoChanges({ filtered, pastEnd, first }: NoChangesProps) {
  const t = await getTranslations("admin-audit");
  if (!filtered && !pastEnd) return <EmptyState title={t("none")} text={t("noneText")} />;
  return (
    <EmptyState title={t(pastEnd ? "pastEnd" : "noMatch")} text={t(pastEnd ? "pastEndText" : "noMatchText")}>
      <Link className="button" href={pastEnd ? first : "/admin/audit"} prefetch={false}>
        {t(pastEnd ? "first" : "clear")}
      </Link>
    </EmptyState>
  );
}
