import { getTranslations } from "next-intl/server";
import { DayFilter, Filters, SelectFilter, SearchFilter, filterRow } from "@/ui/table/Filters";

type UserFields = Readonly<Record<"status" | "provider" | "signedIn" | "purpose" | "order" | "search", string>>;

interface UserSearchFormProps {
  readonly action: (data: FormData) => Promise<void>;
  /** The current filter, which a search keeps. */
  readonly fields: UserFields;
  readonly attributes: readonly { readonly key: string; readonly label: string; readonly masked: boolean }[];
  readonly searched: { readonly attribute: string; readonly text: string } | null;
}

/** Searches by a value with POST, so that the value is not in the address. */
export async function UserSearchForm({ action, fields, attributes, searched }: UserSearchFormProps) {
  const t = await getTranslations("admin-users");
  return (
    <form className={filterRow} action={action} role="search" aria-label={t("search.title")} key={fields.search}>
      {Object.entries(fields).map(
        ([name, value]) =>
          value !== "" && name !== "search" && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <SelectFilter
        name="attribute"
        label={t("search.attribute")}
        value={searched?.attribute ?? "email"}
        options={attributes.map(({ key, label, masked }) => ({
          value: key,
          text: masked ? t("search.maskedOption", { label }) : label,
        }))}
      />
      <SearchFilter name="text" label={t("search.text")} value={searched?.text ?? ""} />
      <button className="button" type="submit">
        {t("search.act")}
      </button>
    </form>
  );
}

interface UserFiltersProps {
  readonly fields: UserFields;
  readonly purposes: readonly { readonly id: string; readonly name: string }[];
  readonly providers: readonly { readonly id: string; readonly name: string }[];
}

export async function UserFilters({ fields, purposes, providers }: UserFiltersProps) {
  const [t, status] = await Promise.all([getTranslations("admin-users"), getTranslations("admin.users")]);
  const any = t("filter.any");
  const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ value: id, text: name });
  return (
    <Filters action="/admin/users" fields={fields}>
      <SelectFilter
        name="status"
        label={t("filter.status")}
        value={fields.status}
        any={any}
        options={(["active", "suspended", "closed"] as const).map((one) => ({ value: one, text: status(one) }))}
      />
      <SelectFilter
        name="provider"
        label={t("filter.provider")}
        value={fields.provider}
        any={any}
        options={providers.map(named)}
      />
      <SelectFilter
        name="purpose"
        label={t("filter.purpose")}
        value={fields.purpose}
        any={any}
        options={purposes.map(named)}
      />
      <DayFilter name="signedIn" label={t("filter.signedIn")} value={fields.signedIn} />
      {fields.search === "" ? (
        <SelectFilter
          name="order"
          label={t("filter.order")}
          value={fields.order === "" ? "newest" : fields.order}
          options={(["newest", "oldest", "present"] as const).map((one) => ({
            value: one,
            text: t(`filter.orders.${one}`),
          }))}
        />
      ) : (
        <input type="hidden" name="search" value={fields.search} />
      )}
    </Filters>
  );
}
