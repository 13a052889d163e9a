import { getTranslations } from "next-intl/server";
import { ExportLinks } from "@/ui/export/ExportLinks";
import { PageHead } from "@/ui/PageHead";
import { Pager } from "@/ui/table/Pager";
import { RecordFilters } from "@/features/records/components/RecordFilters";
import { RecordViews } from "@/features/records/components/RecordViews";
import { RecordTable } from "@/features/records/components/RecordTable";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { writeFields } from "@/platform/filter-fields";
import { pageTitle } from "@/platform/page";
import { readRecordQuery } from "@/features/records/filter";
import { maxRecordsCounted, recordListing, recordsPath } from "@/features/records/queries";
import { AdminFlash } from "../AdminFlash";
import { saveViewAction } from "@/features/records/views/actions";
import { myViews, viewSearch } from "@/features/records/views/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { NoRecords } from "@/features/records/components/NoRecords";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-records"))("title"));

/** All decisions. The address contains the filter and the page, and no personal data. */
export default withErrorPage("/admin/records", async ({ searchParams }: { searchParams: SearchParams }) => {
  await requireAdministrator();
  const search = await searchParams;
  const [query, after] = [readRecordQuery(search), firstValue(search["after"])];
  const [page, t] = await Promise.all([recordListing(query, after), getTranslations("admin-records")]);
  const { records, count, any, next, refused } = page;
  return (
    <>
      <AdminFlash />
      <PageHead
        title={t("title")}
        lead={t("lead")}
        acts={any && <ExportLinks file="/admin/records/records" search={writeFields(query)} />}
      />
      {any && <RecordViews views={await myViews()} search={viewSearch(query)} save={saveViewAction} />}
      {any && (
        <RecordFilters
          fields={query}
          purposes={page.purposes}
          attributes={page.attributes}
          providers={page.providers}
          everybody={recordsPath({ ...query, user: "" })}
        />
      )}
      <div className="panel">
        {records.length === 0 ? (
          <NoRecords any={any} pastEnd={count > 0} first={recordsPath(query)} />
        ) : (
          <>
            <RecordTable records={records} />
            <div className="panel-foot">
              <span role="status">
                {count > maxRecordsCounted
                  ? t("countMore", { shown: records.length, most: maxRecordsCounted })
                  : t("count", { shown: records.length, count })}
              </span>
              <Pager first={after === undefined ? null : recordsPath(query)} next={next && recordsPath(query, next)} />
            </div>
          </>
        )}
      </div>
      <p className="mt-3 text-muted">
        {t("refused", { count: refused === "few" ? t("refusedFew") : t("refusedMany", { count: refused }) })}
      </p>
    </>
  );
});
