import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BulkActions } from "@/features/users/components/BulkActions";
import { PageHead } from "@/ui/PageHead";
import { Pager } from "@/ui/table/Pager";
import { UserFilters, UserSearchForm } from "@/features/users/components/UserFilters";
import { UserTable } from "@/features/users/components/UserTable";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { userListing, usersPath } from "@/features/users/queries";
import { readUserQuery } from "@/features/users/filter";
import { AdminFlash } from "../AdminFlash";
import { searchUsersAction } from "@/features/users/actions";
import { firstValue, type SearchParams } from "@/platform/request-input";
import { NoUsers } from "@/features/users/components/NoUsers";
import { UserCount, FoundBySearch } from "@/features/users/components/FoundUsers";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.users"))("title"));

/** All accounts. The address contains the filter and the page, but not the searched value. */
export default withErrorPage("/admin/users", async ({ searchParams }: { searchParams: SearchParams }) => {
  const administrator = await requireAdministrator();
  const search = await searchParams;
  const [query, after] = [readUserQuery(search), firstValue(search["after"])];
  const [page, t] = await Promise.all([userListing(query, after), getTranslations("admin.users")]);
  const searched = page.search === "ended" ? null : page.search;
  return (
    <>
      <AdminFlash />
      <PageHead
        title={t("title")}
        lead={t("lead")}
        acts={
          <Link className="button button-quiet" href="/admin/users/closed" prefetch={false}>
            {t("closedAccount")}
          </Link>
        }
      />
      {page.any && (
        <>
          <UserSearchForm action={searchUsersAction} fields={query} attributes={page.attributes} searched={searched} />
          <UserFilters fields={query} purposes={page.purposes} providers={page.providers} />
        </>
      )}
      {searched && <FoundBySearch search={searched} without={usersPath({ ...query, search: "" })} />}
      <div className="panel">
        {page.users.length === 0 ? (
          <NoUsers page={page} query={query} />
        ) : (
          <form action="/admin/users/act">
            {Object.entries(query).map(
              ([name, value]) => value !== "" && <input key={name} type="hidden" name={name} value={value} />,
            )}
            <UserTable users={page.users} own={administrator.id} />
            <BulkActions />
            <div className="panel-foot">
              <UserCount page={page} />
              <Pager
                first={after === undefined ? null : usersPath(query)}
                next={page.next && usersPath(query, page.next)}
              />
            </div>
          </form>
        )}
      </div>
      <p className="mt-3 text-muted">{t("note")}</p>
    </>
  );
});
