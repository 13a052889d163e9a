import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DayFilter, Filters, SelectFilter } from "@/ui/table/Filters";
import { shortId } from "@/ui/table/references";

interface AuditFiltersProps {
  readonly fields: Readonly<Record<"type" | "actor" | "same" | "from" | "to", string>>;
  readonly types: readonly { readonly value: string; readonly text: string }[];
  /** Administrators by user id. */
  readonly actors: readonly string[];
  readonly self: string;
  /** The address that the list is filtered by, and the path of the list without that filter. */
  readonly address: string | null;
  readonly everywhere: string;
}

export async function AuditFilters({ fields, types, actors, self, address, everywhere }: AuditFiltersProps) {
  const t = await getTranslations("admin-audit");
  const named = (id: string) => (id === self ? t("filter.self", { id: shortId(id) }) : shortId(id));
  const people = actors.map((id) => ({ value: id, text: named(id) }));
  return (
    <Filters action="/admin/audit" fields={fields}>
      <SelectFilter name="type" label={t("filter.type")} value={fields.type} any={t("filter.any")} options={types} />
      <SelectFilter
        name="actor"
        label={t("filter.actor")}
        value={fields.actor}
        any={t("filter.anybody")}
        options={[...people, { value: "system", text: t("system") }]}
      />
      <DayFilter name="from" label={t("filter.from")} value={fields.from} />
      <DayFilter name="to" label={t("filter.to")} value={fields.to} />
      {fields.same !== "" && (
        <p className="flex min-h-8 flex-wrap items-center gap-1">
          <input type="hidden" name="same" value={fields.same} />
          {t.rich("filter.ofAddress", {
            address: () => <bdi className="mono">{address ?? t("addressUnknown")}</bdi>,
          })}{" "}
          <Link href={everywhere} prefetch={false}>
            {t("filter.everywhere")}
          </Link>
        </p>
      )}
    </Filters>
  );
}
