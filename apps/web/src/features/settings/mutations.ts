import "server-only";
import {
  type InstallationSection,
  type InstallationSections,
  saveSection,
} from "@assent/database/settings/installation";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { type SettingsSectionView, settingsSectionOf } from "./queries";
import { saveOrganisationLogo } from "@assent/database/settings/organisation-logo";
import { pictureChangeOf, type PostedPicture } from "@/platform/pictures/uploaded-picture";
import { requireOk } from "@/platform/result";

/**
 * Saves a section; `by` has been found to be an administrator. Null when it was saved, and what is stored now when somebody
 * else was faster.
 */
export async function saveSettings<Section extends InstallationSection>(
  by: SignedIn,
  section: Section,
  change: { readonly base: number; readonly values: InstallationSections[Section] },
): Promise<SettingsSectionView | null> {
  const saved = await saveSection(database().orm, section, change, by.id);
  return saved.ok ? null : settingsSectionOf(section, saved.stored);
}

/**
 * Sets the logo, or takes it away. Called by a guarded action only: `by` has been found to be an administrator. Errors:
 * "logo-conflict", and those of pictureChangeOf.
 */
export async function changeOrganisationLogo(by: SignedIn, posted: PostedPicture): Promise<void> {
  requireOk(await saveOrganisationLogo(database().orm, await pictureChangeOf(posted), by.id));
}
