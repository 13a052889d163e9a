import { eventActor, appendEvent } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import type { Picture, PictureChange, PictureSaved } from "./picture.ts";
import { findPicture, storePicture } from "./stored-picture.ts";
import { installation } from "../schema/installation.ts";
import { organisationLogo } from "../schema/organisation-logo.ts";

/** There is one row at most. */
const place = { key: organisationLogo.id, id: 1 };

/** The logo of the organisation, or null. */
export const findOrganisationLogo = (executor: Executor): Promise<Picture | null> => findPicture(executor, place);

/** The SHA-256 of the logo in hexadecimal, which is all that a page needs; null if there is none. */
export async function organisationLogoHash(executor: Executor): Promise<string | null> {
  const [found] = await executor.select({ hash: organisationLogo.hash }).from(organisationLogo);
  return found?.hash ?? null;
}

/** Sets or removes the logo of the organisation. Errors: "logo-conflict" if another one was set in between. */
export async function saveOrganisationLogo(
  executor: Executor,
  change: PictureChange,
  by: string,
): Promise<PictureSaved> {
  return executor.transaction(async (tx) => {
    // Locks the settings, because without a logo there is no row to lock.
    await tx.select({ id: installation.id }).from(installation).for("no key update");
    return storePicture(tx, place, change, async (changed) => {
      const details = { section: "appearance", ...changed };
      await appendEvent(tx, { type: "settings-changed", actor: eventActor(by), details });
    });
  });
}
