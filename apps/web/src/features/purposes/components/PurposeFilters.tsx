import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";

type Filter = "live" | "archived" | "all";

interface PurposeFiltersProps {
  readonly filter: Filter;
  readonly query: string;
  readonly filters: readonly Filter[];
}

/** A plain GET form: what is chosen stands in the address, so it survives reload and can be sent to somebody. */
export async function PurposeFilters({ filter, query, filters }: PurposeFiltersProps) {
  const t = await getTranslations("admin.purposes");
  return (
    <form className="filters" action="/admin/purposes" role="search" key={`${filter} ${query}`}>
      <div className="find grow">
        <Icon name="search" />
        <input
          className="input"
          type="search"
          name="q"
          defaultValue={query}
          aria-label={t("search")}
          placeholder={t("search")}
        />
      </div>
      <label>
        {t("status")}
        <span className="pick">
          <select name="status" defaultValue={filter}>
            {filters.map((one) => (
              <option key={one} value={one}>
                {t(`filter.${one}`)}
              </option>
            ))}
          </select>
          <Icon name="open" />
        </span>
      </label>
      <button className="button" type="submit">
        {t("apply")}
      </button>
    </form>
  );
}
