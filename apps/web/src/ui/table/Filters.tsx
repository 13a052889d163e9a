import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "../Icon";

/** A form with filters in a row, and the label of one of them. */
export const filterRow = "mb-3 flex flex-wrap items-end gap-2";
const filterLabel = "grid grow-0 gap-0.5 text-12 text-muted";

interface FiltersProps {
  readonly action: string;
  /** The current values by field; the form is rendered again when they change. */
  readonly fields: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** A plain GET form: the address contains the filter, so that it survives a reload and can be shared. */
export async function Filters({ action, fields, children }: FiltersProps) {
  const t = await getTranslations("admin-lists");
  const set = Object.values(fields).some((value) => value !== "");
  return (
    <form className={filterRow} action={action} role="search" aria-label={t("filter")} key={JSON.stringify(fields)}>
      {children}
      <div className="flex gap-1">
        <button className="button" type="submit">
          {t("apply")}
        </button>
        {set && (
          <Link className="button button-quiet" href={action} prefetch={false}>
            {t("clear")}
          </Link>
        )}
      </div>
    </form>
  );
}

interface SearchFilterProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** A search field, as wide as there is room. */
export function SearchFilter({ name, label, value }: SearchFilterProps) {
  return (
    <div className="relative flex-[1_1_16rem]">
      <Icon name="search" tone="muted" className="pointer-events-none absolute start-2 top-2" />
      <input
        className="input ps-7.5 pe-7"
        type="search"
        name={name}
        defaultValue={value}
        maxLength={255}
        autoComplete="off"
        aria-label={label}
        placeholder={label}
      />
    </div>
  );
}

interface SelectFilterProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** The text of the option that does not filter; without it, one of the options is always chosen. */
  readonly any?: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/**
 * One choice. A value of the address that is not an option stays chosen, so that sending the form again changes
 * nothing.
 */
export function SelectFilter({ name, label, value, any, options }: SelectFilterProps) {
  const unknown = value !== "" && !options.some((option) => option.value === value);
  return (
    <label className={`${filterLabel} basis-40`}>
      {label}
      <span className="pick text-14">
        <select name={name} defaultValue={value}>
          {any !== undefined && <option value="">{any}</option>}
          {unknown && <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
        <Icon name="open" />
      </span>
    </label>
  );
}

interface DayFilterProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/** A day in UTC. */
export function DayFilter({ name, label, value }: DayFilterProps) {
  return (
    <label className={`${filterLabel} basis-36`}>
      {label}
      <input className="input text-14" type="date" name={name} defaultValue={value} min="2000-01-01" max="2099-12-31" />
    </label>
  );
}
