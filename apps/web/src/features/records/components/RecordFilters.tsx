import { recordStates } from "@assent/consent/receipt/receipt-record";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DayFilter, Filters, SelectFilter } from "@/ui/table/Filters";
import { shortId } from "@/ui/table/references";

interface RecordFiltersProps {
  readonly fields: Readonly<
    Record<"purpose" | "version" | "attribute" | "decision" | "provider" | "from" | "to" | "receipt" | "user", string>
  >;
  readonly purposes: readonly { readonly id: string; readonly name: string; readonly versions: number }[];
  readonly attributes: readonly { readonly key: string; readonly label: string }[];
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  /** The path of the same list for all people. */
  readonly everybody: string;
}

export async function RecordFilters({ fields, purposes, attributes, providers, everybody }: RecordFiltersProps) {
  const t = await getTranslations("admin-records");
  const chosen = purposes.filter(({ id }) => fields.purpose === "" || fields.purpose === id);
  const newest = Math.max(1, ...chosen.map(({ versions }) => versions));
  const versions = Array.from({ length: newest }, (_, index) => String(newest - index));
  const any = t("filter.any");
  return (
    <Filters action="/admin/records" fields={fields}>
      <SelectFilter
        name="purpose"
        label={t("filter.purpose")}
        value={fields.purpose}
        any={any}
        options={purposes.map(({ id, name }) => ({ value: id, text: name }))}
      />
      <SelectFilter
        name="version"
        label={t("filter.version")}
        value={fields.version}
        any={any}
        options={versions.map((number) => ({ value: number, text: number }))}
      />
      <SelectFilter
        name="attribute"
        label={t("filter.attribute")}
        value={fields.attribute}
        any={any}
        options={attributes.map(({ key, label }) => ({ value: key, text: label }))}
      />
      <SelectFilter
        name="decision"
        label={t("filter.decision")}
        value={fields.decision}
        any={any}
        options={recordStates.map((state) => ({
          value: state,
          text: t(`filter.decisions.${state}`),
        }))}
      />
      <SelectFilter
        name="provider"
        label={t("filter.provider")}
        value={fields.provider}
        any={any}
        options={providers.map(({ id, name }) => ({ value: id, text: name }))}
      />
      <DayFilter name="from" label={t("filter.from")} value={fields.from} />
      <DayFilter name="to" label={t("filter.to")} value={fields.to} />
      <label>
        {t("filter.receipt")}
        <input
          className="input mono"
          name="receipt"
          defaultValue={fields.receipt}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          pattern="\s*[0-9A-Za-z]{4}[\s\-]?[0-9A-Za-z]{4}\s*"
          title={t("filter.receiptShape")}
        />
      </label>
      {fields.user !== "" && (
        <p className="flex min-h-8 flex-wrap items-center gap-1">
          <input type="hidden" name="user" value={fields.user} />
          {t.rich("filter.ofUser", { mono: () => <span className="mono">{shortId(fields.user)}</span> })}{" "}
          <Link href={everybody} prefetch={false}>
            {t("filter.everybody")}
          </Link>
        </p>
      )}
    </Filters>
  );
}
