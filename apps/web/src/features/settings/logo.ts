import "server-only";
import { saveOrganisationLogo } from "@assent/database/settings/organisation-logo";
import type { SignedIn } from "@/platform/access";
import { ExpectedError } from "@/platform/action";
import { database } from "@/platform/database";
import { pictureChangeOf, type PostedPicture } from "@/platform/pictures/uploaded-picture";

/**
 * Sets the logo, or takes it away. Called by a guarded action only: `by` has been found to be an administrator. Errors:
 * "logo-conflict", and those of pictureChangeOf.
 */
export async function changeOrganisationLogo(by: SignedIn, posted: PostedPicture): Promise<void> {
  const saved = await saveOrganisationLogo(database().orm, await pictureChangeOf(posted), by.id);
  if (!saved.ok) throw new ExpectedError(saved.code);
}
