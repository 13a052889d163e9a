import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ApplicationTable } from "@/features/applications/components/ApplicationTable";
import { applicationListing } from "@/features/applications/queries";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { Icon } from "@/ui/Icon";
import { PageHead } from "@/ui/PageHead";
import { EmptyState } from "@/ui/table/EmptyState";
import { Filters, SearchFilter } from "@/ui/table/Filters";
import { AdminFlash } from "../AdminFlash";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-applications.list"))("title"));

/** The applications that people sign in to. */
export default async function Applications({ searchParams }: { searchParams: SearchParams }) {
  await requireAdministrator();
  const query = (firstValue((await searchParams)["q"]) ?? "").slice(0, 255);
  const [{ found, total }, t] = await Promise.all([
    applicationListing(query),
    getTranslations("admin-applications.list"),
  ]);
  const add = (
    <Link className="button button-primary" href="/admin/applications/new" prefetch={false}>
      <Icon name="plus" />
      {t("add")}
    </Link>
  );
  return (
    <>
      <AdminFlash />
      <PageHead title={t("title")} lead={t("lead")} acts={add} />
      {total === 0 ? (
        <div className="panel">
          <EmptyState title={t("empty")} text={t("emptyText")}>
            <Link className="button" href="/admin/applications/new" prefetch={false}>
              {t("add")}
            </Link>
          </EmptyState>
        </div>
      ) : (
        <>
          <Filters action="/admin/applications" fields={{ q: query }}>
            <SearchFilter name="q" label={t("search")} value={query} />
          </Filters>
          <div className="panel">
            {found.length === 0 ? (
              <EmptyState title={t("noMatch")} text={t("noMatchText")} />
            ) : (
              <>
                <ApplicationTable applications={found} />
                <div className="panel-foot">
                  <span role="status">{t("count", { count: found.length })}</span>
                </div>
              </>
            )}
          </div>
        </>
      )}
    </>
  );
}
