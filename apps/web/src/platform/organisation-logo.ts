import "server-only";
import { findOrganisationLogo, organisationLogoHash } from "@assent/database/settings/organisation-logo";
import type { Picture } from "@assent/database/settings/picture";
import { database } from "./database";
import { pictureAddress } from "./pictures/served-picture";

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
