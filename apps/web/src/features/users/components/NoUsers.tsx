import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/ui/table/EmptyState";
import { type UserListing, usersPath } from "../queries";
import type { UserQuery } from "../filter";

/** Says why the list is empty: no account, an expired search, no match, or a page after the last one. */
export async function NoUsers({ page, query }: { readonly page: UserListing; readonly query: UserQuery }) {
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
