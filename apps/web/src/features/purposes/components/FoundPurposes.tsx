import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";
import { PurposeTable } from "./PurposeTable";
import type { PurposeFilter } from "../listing";
import type { PurposeListing } from "../queries";
import { movePurposeAction, restorePurposeAction } from "../actions";

interface FoundPurposesProps {
  readonly listing: PurposeListing;
  readonly filter: PurposeFilter;
  readonly query: string;
}

export async function FoundPurposes({ listing, filter, query }: FoundPurposesProps) {
  const t = await getTranslations("admin.purposes");
  const { purposes, archived } = listing;
  const ordered = filter === "live" && query === "";
  if (purposes.length === 0) return <NoPurposeFound filter={filter} query={query} />;
  return (
    <>
      <div className="panel">
        <PurposeTable purposes={purposes} ordered={ordered} move={movePurposeAction} restore={restorePurposeAction} />
        <div className="panel-foot">
          <span role="status">
            {t("count", { count: purposes.length })}
            {filter === "live" && archived > 0 && ` ${t("hiddenArchived", { count: archived })}`}
          </span>
          {filter === "live" && archived > 0 && (
            <Link href="/admin/purposes?status=archived" prefetch={false}>
              {t("showArchived")}
            </Link>
          )}
          {filter !== "live" && (
            <Link href="/admin/purposes" prefetch={false}>
              {t("showLive")}
            </Link>
          )}
        </div>
      </div>
      <p className="mt-3 text-muted">
        {t("orderNote")}
        {!ordered && filter === "live" && ` ${t("orderHidden")}`}
      </p>
    </>
  );
}

async function NoPurposeFound({ filter, query }: Omit<FoundPurposesProps, "listing">) {
  const t = await getTranslations("admin.purposes");
  const none = filter === "archived" && query === "";
  return (
    <div className="panel">
      <EmptyState title={t(none ? "noneArchived" : "noMatch")} text={t(none ? "noneArchivedText" : "noMatchText")}>
        <Link className="button" href="/admin/purposes" prefetch={false}>
          {t(none ? "showLive" : "clear")}
        </Link>
      </EmptyState>
    </div>
  );
}
