import "server-only";
import { getController, type SavedController } from "@assent/database/settings/settings";
import { cache } from "react";
import { env } from "./env";
import { type Language, offeredLanguagesOf } from "./i18n/languages";
import { database } from "./database";
import { currentInstallation } from "./installation";
import { findOrganisationLogo, organisationLogoHash } from "@assent/database/settings/organisation-logo";
import type { Picture } from "@assent/database/settings/picture";
import { pictureAddress } from "./pictures/served-picture";

/** With the languages that people are offered, and the colour (like #005d76) and logo that they see; null for ours. */
export type Organisation = SavedController & {
  readonly languages: readonly Language[];
  readonly accent: string | null;
  readonly logo: CurrentOrganisationLogo | null;
};

/**
 * Who is responsible, for the bar, the foot and the block beside every page: one look-up a request. Until somebody has
 * said it, the address of this server stands for the name, so that no page names an organisation that does not exist.
 */
export const currentOrganisation: () => Promise<Organisation> = cache(async () => {
  const [controller, set, logo] = await Promise.all([
    getController(database().orm),
    currentInstallation(),
    currentOrganisationLogo(),
  ]);
  const shown = { languages: offeredLanguagesOf(set).languages, accent: set.accent, logo };
  if (controller.updatedAt !== null) return { ...controller, ...shown };
  const { host } = new URL(env().origin);
  return { ...controller, name: host, displayName: host, ...shown };
});

/** For "You don't have {an} {Acme} account": English only, other languages ignore it. */
export const articleFor = (name: string): string => (/^[aeio]/i.test(name) ? "an" : "a");

export interface CurrentOrganisationLogo {
  readonly address: string;
  /** Which one it is, for a change that builds on it. */
  readonly hash: string;
}

/** What stands beside the organisation's name; null where there is none of its own. */
export async function currentOrganisationLogo(): Promise<CurrentOrganisationLogo | null> {
  const hash = await organisationLogoHash(database().orm);
  return hash === null ? null : { address: pictureAddress("/api/appearance/logo", hash), hash };
}

/** The logo itself, for anybody; null where there is none. */
export const organisationPicture = (): Promise<Picture | null> => findOrganisationLogo(database().orm);
