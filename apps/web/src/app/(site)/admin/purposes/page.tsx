import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";
import { PageHead } from "@/ui/PageHead";
import { PurposeFilters } from "@/features/purposes/components/PurposeFilters";
import { Icon } from "@/ui/Icon";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { purposeFilters } from "@/features/purposes/listing";
import { purposeListing } from "@/features/purposes/queries";
import { AdminFlash } from "../AdminFlash";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { FoundPurposes } from "@/features/purposes/components/FoundPurposes";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.purposes"))("title"));

/** The purposes, in the order that people see. The address contains the filter. */
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
      <Link className="button" href="/admin/purposes/processing-record" prefetch={false}>
        {t("processingRecord")}
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
          <FoundPurposes listing={listing} filter={filter} query={query} />
        </>
      )}
    </>
  );
}
