import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { maxUsersCounted, type UserListing } from "../queries";

export async function UserCount({ page: { users, count } }: { readonly page: UserListing }) {
  const t = await getTranslations("admin-users");
  const shown = users.length;
  return (
    <span role="status">
      {count > maxUsersCounted ? t("countMore", { shown, most: maxUsersCounted }) : t("count", { shown, count })}
    </span>
  );
}

interface FoundBySearchProps {
  readonly search: { readonly label: string; readonly text: string; readonly masked: boolean };
  readonly without: string;
}

export async function FoundBySearch({ search, without }: FoundBySearchProps) {
  const t = await getTranslations("admin-users");
  return (
    <p className="flex min-h-8 flex-wrap items-center gap-1">
      <span>
        {t.rich(search.masked ? "search.foundMasked" : "search.found", {
          label: search.label,
          text: () => <bdi>{search.text}</bdi>,
        })}
      </span>
      <Link href={without} prefetch={false}>
        {t("search.clear")}
      </Link>
    </p>
  );
}
