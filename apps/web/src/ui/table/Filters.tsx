import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Icon } from "../Icon";

interface FiltersProps {
  readonly action: string;
  /** What is set now, by field: the form is drawn anew when it changes. */
  readonly fields: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/** A plain GET form: what is chosen stands in the address, so it survives reload and can be sent to somebody. */
export async function Filters({ action, fields, children }: FiltersProps) {
  const t = await getTranslations("admin-lists");
  const set = Object.values(fields).some((value) => value !== "");
  return (
    <form className="filters" action={action} role="search" aria-label={t("filter")} key={JSON.stringify(fields)}>
      {children}
      <div className="filter-acts">
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

interface SelectFilterProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** What stands for not filtering by it; without it, one of the options is always chosen. */
  readonly any?: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** One choice. What the address names and is not offered stays chosen, so that sending the form again changes nothing. */
export function SelectFilter({ name, label, value, any, options }: SelectFilterProps) {
  const unknown = value !== "" && !options.some((option) => option.value === value);
  return (
    <label>
      {label}
      <span className="pick">
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
    <label>
      {label}
      <input className="input" type="date" name={name} defaultValue={value} min="2000-01-01" max="2099-12-31" />
    </label>
  );
}
