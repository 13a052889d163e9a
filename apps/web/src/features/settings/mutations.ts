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

/** Saves a section; `by` is an administrator. Returns null, or what is stored now if it was changed in the meantime. */
export async function saveSettings<Section extends InstallationSection>(
  by: SignedIn,
  section: Section,
  change: { readonly base: number; readonly values: InstallationSections[Section] },
): Promise<SettingsSectionView | null> {
  const saved = await saveSection(database().orm, section, change, by.id);
  return saved.ok ? null : settingsSectionOf(section, saved.stored);
}

/**
 * Sets or removes the logo. For guarded actions only: `by` is an administrator. Errors: "logo-conflict", and those of
 * pictureChangeOf.
 */
export async function changeOrganisationLogo(by: SignedIn, posted: PostedPicture): Promise<void> {
  requireOk(await saveOrganisationLogo(database().orm, await pictureChangeOf(posted), by.id));
}
