import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { eventWords } from "@/ui/event-words";
import { AuditFilters } from "@/features/audit/components/AuditFilters";
import { AuditTable } from "@/features/audit/components/AuditTable";
import { ExportLinks } from "@/ui/export/ExportLinks";
import { PageHead } from "@/ui/PageHead";
import { Pager } from "@/ui/table/Pager";
import { requireAdministrator } from "@/platform/access";
import { auditPage, auditPath } from "@/features/audit/queries";
import { auditTypes, readAuditQuery } from "@/features/audit/filter";
import { withErrorPage } from "@/platform/error-page";
import { writeFields } from "@/platform/filter-fields";
import { pageTitle } from "@/platform/page";
import { maxRecordsCounted } from "@/features/records/queries";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { NoChanges } from "@/features/audit/components/NoChanges";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-audit"))("title"));

/** Administrative changes. The address contains the filter and the page. */
export default withErrorPage("/admin/audit", async ({ searchParams }: { searchParams: SearchParams }) => {
  await requireAdministrator();
  const search = await searchParams;
  const [query, after] = [readAuditQuery(search), firstValue(search["after"])];
  const [page, t, textOf] = await Promise.all([auditPage(query, after), getTranslations("admin-audit"), eventWords()]);
  const { entries, count, next } = page;
  const filtered = writeFields(query) !== "";
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t.rich("lead", {
          ledger: (text) => (
            <Link href="/admin/ledger" prefetch={false}>
              {text}
            </Link>
          ),
        })}
        acts={<ExportLinks file="/admin/audit/audit" search={writeFields(query)} />}
      />
      <AuditFilters
        fields={query}
        types={auditTypes.map((type) => ({ value: type, text: textOf(type) }))}
        actors={page.actors}
        self={page.self}
        address={page.address}
        everywhere={auditPath({ ...query, same: "" })}
      />
      <div className="panel">
        {entries.length === 0 ? (
          <NoChanges filtered={filtered} pastEnd={count > 0} first={auditPath(query)} />
        ) : (
          <>
            <AuditTable
              entries={entries.map((entry) => ({
                ...{ ...entry, typeText: textOf(entry.type) },
                sameAddress: auditPath({ same: entry.id }),
              }))}
            />
            <div className="panel-foot">
              <span role="status">
                {count > maxRecordsCounted
                  ? t("countMore", { shown: entries.length, most: maxRecordsCounted })
                  : t("count", { shown: entries.length, count })}
              </span>
              <Pager first={after === undefined ? null : auditPath(query)} next={next && auditPath(query, next)} />
            </div>
          </>
        )}
      </div>
      <p className="mt-3 text-muted">{t("note")}</p>
    </>
  );
});
