import "server-only";
import type { SavedController } from "@assent/database/settings/settings";
import { cache } from "react";
import { env, isThisMachine } from "./env";
import { type Language, offeredLanguagesOf } from "./i18n/languages";
import { administered } from "./administered";
import { database } from "./database";
import { currentInstallation } from "./installation";
import { findOrganisationLogo } from "@assent/database/settings/organisation-logo";
import type { Picture } from "@assent/database/settings/picture";
import { pictureAddress } from "./pictures/served-picture";

/**
 * With the languages that people can choose from, and the accent colour (like #005d76) and logo; null for the default
 * ones.
 */
export type Organisation = SavedController & {
  readonly languages: readonly Language[];
  readonly accent: string | null;
  readonly logo: CurrentOrganisationLogo | null;
};

/**
 * The organisation for the frame of every page, put together once a request. Until it is set, the host name of this server is
 * its name, so that no page names an organisation that does not exist. A name of this machine says nothing to a reader,
 * so there the product's name is shown.
 */
export const currentOrganisation: () => Promise<Organisation> = cache(async () => {
  const [controller, set, logo] = await Promise.all([
    administered.getController(),
    currentInstallation(),
    currentOrganisationLogo(),
  ]);
  const shown = { languages: offeredLanguagesOf(set).languages, accent: set.accent, logo };
  if (controller.updatedAt !== null) return { ...controller, ...shown };
  const url = new URL(env().origin);
  const name = isThisMachine(url) ? "Assent" : url.host;
  return { ...controller, name, displayName: name, ...shown };
});

/** For "You don't have {an} {Acme} account": English only, other languages ignore it. */
export const articleFor = (name: string): string => (/^[aeio]/i.test(name) ? "an" : "a");

interface CurrentOrganisationLogo {
  readonly address: string;
  /** Identifies the picture that a change replaces. */
  readonly hash: string;
}

/** The logo of the organisation; null if it has none. */
async function currentOrganisationLogo(): Promise<CurrentOrganisationLogo | null> {
  const hash = await administered.organisationLogoHash();
  return hash === null ? null : { address: pictureAddress("/api/appearance/logo", hash), hash };
}

/** The picture of the logo, for everyone; null if there is none. */
export const organisationPicture = (): Promise<Picture | null> => findOrganisationLogo(database().orm);
