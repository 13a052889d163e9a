import "server-only";
import {
  type Installation,
  type InstallationSection,
  type InstallationSections,
} from "@assent/database/settings/installation";
import { env } from "@/platform/env";
import { offeredLanguagesOf } from "@/platform/i18n/languages";
import { requireAdministrator } from "@/platform/access";
import { currentInstallation } from "@/platform/installation";

export type { InstallationSection, InstallationSections };

/** A section as its form shows it, and the revision that a change of it builds on. */
export interface SettingsSectionView {
  readonly base: number;
  readonly values: Readonly<Record<string, string>>;
}

/** The current values of a section, for its form. */
export async function settingsSection(section: InstallationSection): Promise<SettingsSectionView> {
  await requireAdministrator();
  return settingsSectionOf(section, await currentInstallation());
}

/** A stored section as its form shows it. */
export function settingsSectionOf(section: InstallationSection, stored: Installation): SettingsSectionView {
  return { base: stored[`${section}Revision`], values: valuesOf[section](stored) };
}

const valuesOf: Readonly<Record<InstallationSection, (stored: Installation) => Record<string, string>>> = {
  languages: (stored) => {
    const { languages, fallback } = offeredLanguagesOf(stored);
    return { ...Object.fromEntries(languages.map(({ code }) => [`offered.${code}`, "on"])), fallback };
  },
  sessions: ({ personIdleMinutes, personHours, administratorIdleMinutes, administratorHours }) => ({
    personIdleMinutes: String(personIdleMinutes),
    personHours: String(personHours),
    administratorIdleMinutes: String(administratorIdleMinutes),
    administratorHours: String(administratorHours),
  }),
  appearance: ({ accent }) => ({ accent: accent ?? "" }),
  retention: ({ anonymousEventDays }) => ({ anonymousEventDays: String(anonymousEventDays ?? env().refusalDays) }),
};
