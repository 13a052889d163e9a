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

/** Its hash alone, which is all that a page needs to know; null where there is no logo. */
export async function organisationLogoHash(executor: Executor): Promise<string | null> {
  const [found] = await executor.select({ hash }).from(organisationLogo);
  return found?.hash ?? null;
}

/** Sets the logo of the organisation, or takes it away. Errors: "logo-conflict". */
export async function saveOrganisationLogo(
  executor: Executor,
  change: PictureChange,
  by: string,
): Promise<PictureSaved> {
  return executor.transaction(async (tx) => {
    // One after the other, also where there is no logo yet to wait for.
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
