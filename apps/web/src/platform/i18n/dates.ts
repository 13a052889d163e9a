import { findLanguage } from "./languages";

/**
 * Dates and times in words, in UTC, because the server does not know where the reader is. A line may break between a
 * date and a time, but not within either.
 */
export interface Dates {
  /** 4 February 2026 */
  readonly day: (date: Date) => string;
  /** 4 Feb 2026 */
  readonly shortDay: (date: Date) => string;
  /** February 2026 */
  readonly month: (date: Date) => string;
  /** 4 Feb 2026, 09:12 */
  readonly moment: (date: Date) => string;
  /** 09:12 */
  readonly time: (date: Date) => string;
  /** 09:12:26 */
  readonly exactTime: (date: Date) => string;
}

const known = new Map<string, Dates>();

/** How a language of the screens writes dates. Making a formatter costs more than using it, so each is made once. */
export function datesOf(language: string): Dates {
  const made = known.get(language) ?? makeDates(findLanguage(language)?.dates ?? language);
  known.set(language, made);
  return made;
}

function makeDates(locale: string): Dates {
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const short = { day: "numeric", month: "short", year: "numeric" } as const;
  return {
    day: writer(locale, { dateStyle: "long" }),
    shortDay: writer(locale, short),
    month: writer(locale, { month: "long", year: "numeric" }),
    moment: writer(locale, { ...short, ...clock }),
    time: writer(locale, clock),
    exactTime: writer(locale, { ...clock, second: "2-digit" }),
  };
}

function writer(locale: string, options: Intl.DateTimeFormatOptions): (date: Date) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  return (date) => format.format(date).replaceAll(/(?<![,،]) /g, "\u00a0");
}
