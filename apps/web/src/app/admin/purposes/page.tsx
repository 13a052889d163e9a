import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";
import { PageHead } from "@/ui/PageHead";
import { PurposeFilters } from "@/features/purposes/components/PurposeFilters";
import { PurposeTable } from "@/features/purposes/components/PurposeTable";
import { Icon } from "@/ui/Icon";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { purposeFilters } from "@/features/purposes/listing";
import { purposeListing, type PurposeListing } from "@/features/purposes/queries";
import { AdminFlash } from "../AdminFlash";
import { movePurposeAction, restorePurposeAction } from "@/features/purposes/actions";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.purposes"))("title"));

/** The consent purposes, in the order in which people see them. The filter stands in the address. */
export default async function ConsentPurposes({ searchParams }: { searchParams: SearchParams }) {
  await requireAdministrator();
  const search = await searchParams;
  const filter = purposeFilters.find((known) => known === firstValue(search["status"])) ?? "live";
  const query = (firstValue(search["q"]) ?? "").slice(0, 255);
  const [listing, t] = await Promise.all([purposeListing(filter, query), getTranslations("admin.purposes")]);
  const add = (
    <>
      <Link className="button" href="/admin/purposes/import" prefetch={false}>
        {t("import")}
      </Link>
      {listing.total > 0 && (
        <a className="button" href="/admin/purposes/purposes.json" download>
          {t("export")}
        </a>
      )}
      <Link className="button button-primary" href="/admin/purposes/new" prefetch={false}>
        <Icon name="plus" />
        {t("add")}
      </Link>
    </>
  );
  return (
    <>
      <AdminFlash />
      <PageHead title={t("title")} lead={t("lead")} acts={add} />
      {listing.total === 0 ? (
        <div className="panel">
          <EmptyState title={t("empty")} text={t("emptyText")}>
            <Link className="button" href="/admin/purposes/new" prefetch={false}>
              {t("add")}
            </Link>
          </EmptyState>
        </div>
      ) : (
        <>
          <PurposeFilters filter={filter} query={query} filters={purposeFilters} />
          <Found listing={listing} filter={filter} query={query} />
        </>
      )}
    </>
  );
}

interface FoundProps {
  readonly listing: PurposeListing;
  readonly filter: (typeof purposeFilters)[number];
  readonly query: string;
}

async function Found({ listing, filter, query }: FoundProps) {
  const t = await getTranslations("admin.purposes");
  const { purposes, archived } = listing;
  const ordered = filter === "live" && query === "";
  if (purposes.length === 0) return <NothingFound filter={filter} query={query} />;
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

async function NothingFound({ filter, query }: Omit<FoundProps, "listing">) {
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
