import { getTranslations } from "next-intl/server";
import { processingColumns, processingRecord } from "@/features/purposes/processing-record/queries";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { PageHead } from "@/ui/PageHead";
import { Panel } from "@/ui/Panel";
import { EmptyState } from "@/ui/table/EmptyState";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.processingRecord"))("title"));

/** The record of processing activities, as the purposes say it. */
export default async function ProcessingRecord() {
  await requireAdministrator();
  const [rows, t, purposes] = await Promise.all([
    processingRecord(),
    getTranslations("admin.processingRecord"),
    getTranslations("admin.purposes"),
  ]);
  const acts = (
    <>
      <a className="button" href="/admin/purposes/processing-record/processing-record.csv" download>
        {t("csv")}
      </a>
      <a className="button" href="/admin/purposes/processing-record/processing-record.json" download>
        {t("json")}
      </a>
    </>
  );
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead")}
        above={[{ href: "/admin/purposes", text: purposes("title") }]}
        here={t("title")}
        acts={acts}
      />
      <div className="panels [&>.panel+.panel]:mt-6">
        {rows.length === 0 && (
          <div className="panel">
            <EmptyState title={t("empty")} text={t("emptyText")} />
          </div>
        )}
        {rows.map((row) => (
          <Panel title={row.activity} key={row.activity}>
            <dl className="px-5 pb-4">
              {processingColumns
                .filter((column) => column !== "activity")
                .map((column) => (
                  <div
                    className="grid gap-x-8 gap-y-1 border-t border-border py-3 @min-[44rem]/work:grid-cols-[14rem_minmax(0,1fr)]"
                    key={column}
                  >
                    <dt className="font-medium">{t(`column.${column}`)}</dt>
                    <dd className="whitespace-pre-line wrap-anywhere">
                      {row[column] || <span className="text-muted">{t("notSaid")}</span>}
                    </dd>
                  </div>
                ))}
            </dl>
          </Panel>
        ))}
      </div>
    </>
  );
}
