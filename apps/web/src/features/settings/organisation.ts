import "server-only";
import { readValue, type AttributeType } from "@assent/consent/attribute/attribute";
import { codePoints, isBlank, isStorable, tidy } from "@assent/consent/text/plain-text";
import { listProviders } from "@assent/database/providers/identity-providers";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { listPurposes } from "@assent/database/purposes/purposes";
import { getController, type SavedController, saveController } from "@assent/database/settings/settings";
import * as z from "zod/mini";
import { type ActingUser, requireAdministrator, requireSetupOrAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

/** In characters. What is shown on every consent screen stays short enough to be read. */
const longest = 255;

const text = (problem: string) => z.string("malformed").check(z.overwrite(tidyOrEmpty), z.refine(fits, problem));
const tidyOrEmpty = (typed: string) => (isBlank(typed) ? "" : tidy(typed));
const fits = (typed: string) => codePoints(typed) <= longest;

const required = (missing: string) =>
  text("too-long").check(
    z.refine((typed) => typed !== "", missing),
    z.refine((typed) => isStorable(typed, { lines: false }), "control-characters"),
  );
const optional = (lines = false) =>
  text("too-long").check(z.refine((typed) => isStorable(typed, { lines }), "control-characters"));
const optionalOf = (type: AttributeType, problem: string) =>
  text("too-long").check(z.refine((typed) => typed === "" || readValue(type, typed).ok, problem));

/** What an administrator enters about the organisation; "" where there is nothing. Messages of issues are codes. */
export const organisationInput = z.object({
  name: required("name-missing"),
  displayName: required("display-name-missing"),
  address: optional(true),
  contact: optional(),
  email: optionalOf("email", "not-an-email"),
  phone: optionalOf("phone", "not-a-phone"),
  // `readValue` takes https only, with a host and without a user name.
  privacyNoticeUrl: optionalOf("url", "not-https"),
  helpEmail: optionalOf("email", "not-an-email"),
});
export type OrganisationInput = z.infer<typeof organisationInput>;

export const organisationFields = [
  "name",
  "displayName",
  "address",
  "contact",
  "email",
  "phone",
  "privacyNoticeUrl",
  "helpEmail",
] as const satisfies readonly (keyof OrganisationInput)[];

/** What is stored about the organisation, "" where nothing is, and the revision that a change of it builds on. */
export interface StoredOrganisation {
  /** False until somebody has said who it is. */
  readonly saved: boolean;
  readonly base: number;
  readonly values: OrganisationInput;
}

export async function storedOrganisation(): Promise<StoredOrganisation> {
  await requireSetupOrAdministrator();
  return stored(await getController(database().orm));
}

function stored(controller: SavedController): StoredOrganisation {
  const saved = controller.updatedAt !== null;
  const values = organisationFields.map((field) => [field, saved ? (controller[field] ?? "") : ""]);
  return { saved, base: controller.revision, values: Object.fromEntries(values) as OrganisationInput };
}

/**
 * For guarded actions: `by` has been found to be an administrator, or whoever sets up. Null when it was saved, and what is
 * stored now when somebody else was faster.
 */
export async function saveOrganisation(
  by: ActingUser,
  { base, typed: input }: { readonly base: number; readonly typed: OrganisationInput },
): Promise<StoredOrganisation | null> {
  const { orm } = database();
  const { defaultLanguage } = await getController(orm);
  const { name, displayName } = input;
  const nullable = {
    address: input.address || null,
    contact: input.contact || null,
    email: input.email || null,
    phone: input.phone || null,
    privacyNoticeUrl: input.privacyNoticeUrl || null,
    helpEmail: input.helpEmail || null,
  };
  const result = await saveController(
    orm,
    { base, values: { name, displayName, ...nullable, defaultLanguage } },
    by.id,
  );
  return result.ok ? null : stored(result.stored);
}

export interface SignInOptions {
  readonly providers: readonly (Pick<IdentityProvider, "id" | "name" | "jitMode" | "enabled"> & {
    readonly issuer: string;
  })[];
  readonly livePurposes: number;
  readonly draftPurposes: number;
}

/** How people come in: the providers with what each does for somebody new, and how many purposes there are to ask. */
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
