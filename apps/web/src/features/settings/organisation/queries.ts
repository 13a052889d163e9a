import "server-only";
import { listProviders } from "@assent/database/providers/identity-providers";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { listPurposes } from "@assent/database/purposes/purposes";
import { getController, type SavedController } from "@assent/database/settings/settings";
import { requireAdministrator, requireSetupOrAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { type OrganisationInput, organisationFields } from "./schema";

/** The stored organisation, "" for no value, and the revision that a change builds on. */
export interface StoredOrganisation {
  /** False until it is set. */
  readonly saved: boolean;
  readonly base: number;
  readonly values: OrganisationInput;
}

export async function storedOrganisation(): Promise<StoredOrganisation> {
  await requireSetupOrAdministrator();
  return storedOrganisationOf(await getController(database().orm));
}

export function storedOrganisationOf(controller: SavedController): StoredOrganisation {
  const saved = controller.updatedAt !== null;
  const values = organisationFields.map((field) => [field, saved ? (controller[field] ?? "") : ""]);
  return { saved, base: controller.revision, values: Object.fromEntries(values) as OrganisationInput };
}

export interface SignInOptions {
  readonly providers: readonly (Pick<IdentityProvider, "id" | "name" | "jitMode" | "enabled"> & {
    readonly issuer: string;
  })[];
  readonly livePurposes: number;
  readonly draftPurposes: number;
}

/** How people can sign in: the providers with what each does for a new person, and the number of purposes. */
export async function signInOptions(): Promise<SignInOptions> {
  await requireAdministrator();
  const { orm } = database();
  const [providers, purposes] = await Promise.all([listProviders(orm), listPurposes(orm)]);
  return {
    providers: providers.map(({ id, name, jitMode, enabled, issuer }) => ({ id, name, jitMode, enabled, issuer })),
    livePurposes: purposes.filter(({ status }) => status === "live").length,
    draftPurposes: purposes.filter(({ status }) => status === "draft").length,
  };
}
