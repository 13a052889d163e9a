import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";

interface DateTimeProps {
  readonly at: Date;
  /** With the time of day. */
  readonly precise?: boolean;
}

/** A day; the time in UTC is in its tooltip. */
export async function DateTime({ at, precise = false }: DateTimeProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("admin.when")]);
  const { shortDay, moment } = datesOf(locale);
  const exact = t("utc", { moment: moment(at) });
  return (
    <time dateTime={at.toISOString()} title={precise ? undefined : exact}>
      {precise ? exact : shortDay(at)}
    </time>
  );
}
