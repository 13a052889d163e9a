import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BulkActions } from "@/features/users/components/BulkActions";
import { EmptyState } from "@/ui/table/EmptyState";
import { PageHead } from "@/ui/PageHead";
import { Pager } from "@/ui/table/Pager";
import { UserFilters, UserSearchForm } from "@/features/users/components/UserFilters";
import { UserTable } from "@/features/users/components/UserTable";
import { requireAdministrator } from "@/platform/access";
import { withErrorPage } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { maxUsersCounted, userListing, type UserListing, usersPath } from "@/features/users/queries";
import { readUserQuery, type UserQuery } from "@/features/users/filter";
import { AdminFlash } from "../AdminFlash";
import { searchUsersAction } from "@/features/users/actions";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.users"))("title"));

/** Everybody with an account. Filter and page stand in the address; what somebody is looked for by does not. */
export default withErrorPage("/admin/users", async ({ searchParams }: { searchParams: SearchParams }) => {
  const administrator = await requireAdministrator();
  const search = await searchParams;
  const [query, after] = [readUserQuery(search), firstValue(search["after"])];
  const [page, t] = await Promise.all([userListing(query, after), getTranslations("admin.users")]);
  const searched = page.search === "ended" ? null : page.search;
  return (
    <>
      <AdminFlash />
      <PageHead title={t("title")} lead={t("lead")} />
      {page.any && (
        <>
          <UserSearchForm action={searchUsersAction} fields={query} attributes={page.attributes} searched={searched} />
          <UserFilters fields={query} purposes={page.purposes} providers={page.providers} />
        </>
      )}
      {searched && <Searched search={searched} without={usersPath({ ...query, search: "" })} />}
      <div className="panel">
        {page.users.length === 0 ? (
          <Nothing page={page} query={query} />
        ) : (
          <form action="/admin/users/act">
            {Object.entries(query).map(
              ([name, value]) => value !== "" && <input key={name} type="hidden" name={name} value={value} />,
            )}
            <UserTable users={page.users} own={administrator.id} />
            <BulkActions />
            <div className="panel-foot">
              <Count page={page} />
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

async function Count({ page: { users, count } }: { readonly page: UserListing }) {
  const t = await getTranslations("admin-users");
  const shown = users.length;
  return (
    <span role="status">
      {count > maxUsersCounted ? t("countMore", { shown, most: maxUsersCounted }) : t("count", { shown, count })}
    </span>
  );
}

interface SearchedProps {
  readonly search: { readonly label: string; readonly text: string };
  readonly without: string;
}

async function Searched({ search, without }: SearchedProps) {
  const t = await getTranslations("admin-users");
  return (
    <p className="flex min-h-8 flex-wrap items-center gap-1">
      <span>{t.rich("search.found", { label: search.label, text: () => <bdi>{search.text}</bdi> })}</span>
      <Link href={without} prefetch={false}>
        {t("search.clear")}
      </Link>
    </p>
  );
}

/** No account yet; a search that is not known any more; nobody matches; or the page is past the last one. */
async function Nothing({ page, query }: { readonly page: UserListing; readonly query: UserQuery }) {
  const [t, list] = await Promise.all([getTranslations("admin-users"), getTranslations("admin.users")]);
  if (!page.any) return <EmptyState title={list("empty")} text={list("emptyText")} />;
  if (page.search === "ended") {
    return (
      <EmptyState title={t("search.ended")} text={t("search.endedText")}>
        <Link className="button" href={usersPath({ ...query, search: "" })} prefetch={false}>
          {t("search.clear")}
        </Link>
      </EmptyState>
    );
  }
  const pastEnd = page.count > 0;
  return (
    <EmptyState
      title={pastEnd ? list("pastEnd") : t("noMatch")}
      text={pastEnd ? list("pastEndText") : t("noMatchText")}
    >
      <Link className="button" href={pastEnd ? usersPath(query) : "/admin/users"} prefetch={false}>
        {pastEnd ? list("first") : t("everybody")}
      </Link>
    </EmptyState>
  );
}
