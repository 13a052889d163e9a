import { getTranslations } from "next-intl/server";
import { SearchFilter, SelectFilter, filterRow } from "@/ui/table/Filters";

type Filter = "live" | "archived" | "all";

interface PurposeFiltersProps {
  readonly filter: Filter;
  readonly query: string;
  readonly filters: readonly Filter[];
}

/** A plain GET form: the address contains the filter, so that it survives a reload and can be shared. */
export async function PurposeFilters({ filter, query, filters }: PurposeFiltersProps) {
  const t = await getTranslations("admin.purposes");
  return (
    <form className={filterRow} action="/admin/purposes" role="search" key={`${filter} ${query}`}>
      <SearchFilter name="q" label={t("search")} value={query} />
      <SelectFilter
        name="status"
        label={t("status")}
        value={filter}
        options={filters.map((one) => ({ value: one, text: t(`filter.${one}`) }))}
      />
      <button className="button" type="submit">
        {t("apply")}
      </button>
    </form>
  );
}
