import type { Actor } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import { applicationLogo } from "../schema/application-logo.ts";
import type { Picture, PictureChange, PictureSaved } from "../settings/picture.ts";
import { findPicture, storePicture } from "../settings/stored-picture.ts";
import { lockApplication, noteApplication } from "./application-editing.ts";

const logoOf = (id: string) => ({ key: applicationLogo.applicationId, id });

/** The logo of an application, enabled or not, or null. */
export const findApplicationLogo = (executor: Executor, applicationId: string): Promise<Picture | null> =>
  findPicture(executor, logoOf(applicationId));

/**
 * Sets or removes the logo of an application. Errors: "not-found", "logo-conflict" if another one was set in between.
 */
export async function saveApplicationLogo(
  executor: Executor,
  id: string,
  change: PictureChange,
  by: Actor,
): Promise<PictureSaved<"not-found">> {
  return executor.transaction(async (tx) => {
    const stored = await lockApplication(tx, id);
    if (stored === null) return { ok: false, code: "not-found" };
    const { clientId, name } = stored;
    return storePicture(tx, logoOf(id), change, (details) =>
      noteApplication(tx, { type: "application-changed", id, clientId, name, ...details }, by),
    );
  });
}
