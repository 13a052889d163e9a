import type { InstallationSections } from "@assent/database/settings/installation";
import { anonymousEventBounds, sessionBounds } from "@assent/database/schema/installation";
import * as z from "zod/mini";
import { isLanguage } from "@/platform/i18n/languages";
import { isColour } from "@/ui/styles/accent";

// The forms of the sections of the settings. Messages of issues are codes.

export { anonymousEventBounds, sessionBounds };

type Bounds = { readonly least: number; readonly most: number };

const isWhole = (typed: string) => /^\d{1,6}$/.test(typed);
const whole = ({ least, most }: Bounds) =>
  z.string("malformed").check(
    z.trim(),
    // An invalid value is not compared with others.
    z.refine((typed) => isWhole(typed) && Number(typed) >= least && Number(typed) <= most, {
      message: "range",
      abort: true,
    }),
  );

/** The languages that people can choose, and the one for a reader who asks for none of them. */
export const languagesInput = z
  .object({
    offered: z
      .array(z.string().check(z.refine(isLanguage, { message: "malformed", abort: true })))
      .check(z.minLength(1, "language-missing")),
    fallback: z.string("malformed").check(z.refine(isLanguage, { message: "malformed", abort: true })),
  })
  .check(
    z.refine(({ offered, fallback }) => offered.length === 0 || offered.includes(fallback), {
      path: ["fallback"],
      message: "fallback-not-offered",
    }),
  );

export const languagesOf = ({
  offered,
  fallback,
}: z.infer<typeof languagesInput>): InstallationSections["languages"] => ({
  offeredLanguages: offered,
  fallbackLanguage: fallback,
});

const { idleMinutes, personHours, administratorHours } = sessionBounds;

/** Lengths of sessions, as typed: minutes without a request, and hours in total. */
export const sessionsInput = z
  .object({
    personIdleMinutes: whole(idleMinutes),
    personHours: whole(personHours),
    administratorIdleMinutes: whole(idleMinutes),
    administratorHours: whole(administratorHours),
  })
  .check(idleWithin("personIdleMinutes", "personHours"), idleWithin("administratorIdleMinutes", "administratorHours"));
type SessionsInput = Readonly<Record<keyof InstallationSections["sessions"], string>>;

/** A session cannot be idle for longer than it lasts. */
function idleWithin(idle: keyof SessionsInput, hours: keyof SessionsInput) {
  return z.refine<SessionsInput>((typed) => Number(typed[idle]) <= Number(typed[hours]) * 60, {
    path: [idle],
    message: "idle-longer",
  });
}

export const sessionsOf = (typed: SessionsInput): InstallationSections["sessions"] => ({
  personIdleMinutes: Number(typed.personIdleMinutes),
  personHours: Number(typed.personHours),
  administratorIdleMinutes: Number(typed.administratorIdleMinutes),
  administratorHours: Number(typed.administratorHours),
});

/** The organisation's own colour, or "" for the default. */
export const appearanceInput = z.object({
  accent: z.string("malformed").check(
    z.trim(),
    z.toLowerCase(),
    z.refine((typed) => typed === "" || isColour(typed), "not-a-colour"),
  ),
});

export const appearanceOf = ({ accent }: z.infer<typeof appearanceInput>): InstallationSections["appearance"] => ({
  accent: accent === "" ? null : accent,
});

/** How long anonymous events are kept, in days. */
export const retentionInput = z.object({ anonymousEventDays: whole(anonymousEventBounds) });

export const retentionOf = ({
  anonymousEventDays,
}: z.infer<typeof retentionInput>): InstallationSections["retention"] => ({
  anonymousEventDays: Number(anonymousEventDays),
});
