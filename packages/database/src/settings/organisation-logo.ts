import { eventActor, appendEvent } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import { type Picture, pictureChange, type PictureChange, type PictureSaved } from "./picture.ts";
import { installation } from "../schema/installation.ts";
import { organisationLogo } from "../schema/organisation-logo.ts";

const { type, picture, hash } = organisationLogo;

/** The logo of the organisation, or null. */
export async function findOrganisationLogo(executor: Executor): Promise<Picture | null> {
  const [found] = await executor.select({ type, picture, hash }).from(organisationLogo);
  return found ?? null;
}

/** The SHA-256 of the logo in hexadecimal, which is all that a page needs; null if there is none. */
export async function organisationLogoHash(executor: Executor): Promise<string | null> {
  const [found] = await executor.select({ hash }).from(organisationLogo);
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
    const [before] = await tx.select().from(organisationLogo);
    const result = pictureChange(before, change);
    if (!result.changed) return result.saved;
    await tx.delete(organisationLogo);
    if (change.logo) await tx.insert(organisationLogo).values(change.logo);
    const details = { section: "appearance", ...result.details };
    await appendEvent(tx, { type: "settings-changed", actor: eventActor(by), details });
    return { ok: true };
  });
}
