import { getTranslations } from "next-intl/server";
import { Day, Filters, Pick } from "./Filters";
import { shortId } from "./short-id";

interface AuditFiltersProps {
  readonly fields: Readonly<Record<"type" | "actor" | "from" | "to", string>>;
  readonly types: readonly { readonly value: string; readonly text: string }[];
  /** Administrators by user id. */
  readonly actors: readonly string[];
  readonly self: string;
}

export async function AuditFilters({ fields, types, actors, self }: AuditFiltersProps) {
  const t = await getTranslations("admin-audit");
  const named = (id: string) => (id === self ? t("filter.self", { id: shortId(id) }) : shortId(id));
  const people = actors.map((id) => ({ value: id, text: named(id) }));
  return (
    <Filters action="/admin/audit" fields={fields}>
      <Pick name="type" label={t("filter.type")} value={fields.type} any={t("filter.any")} options={types} />
      <Pick
        name="actor"
        label={t("filter.actor")}
        value={fields.actor}
        any={t("filter.anybody")}
        options={[...people, { value: "system", text: t("system") }]}
      />
      <Day name="from" label={t("filter.from")} value={fields.from} />
      <Day name="to" label={t("filter.to")} value={fields.to} />
    </Filters>
  );
}
