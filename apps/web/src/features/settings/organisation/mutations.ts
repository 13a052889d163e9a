import "server-only";
import { getController, saveController } from "@assent/database/settings/settings";
import type { ActingUser } from "@/platform/access";
import { database } from "@/platform/database";
import type { OrganisationInput } from "./schema";
import { type StoredOrganisation, storedOrganisationOf } from "./queries";

/**
 * For guarded actions: `by` is an administrator, or the holder of the set-up link. Returns null, or what is stored now
 * if it was changed in the meantime.
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
    identifier: input.identifier || null,
    officerName: input.officerName || null,
    officerEmail: input.officerEmail || null,
    authorityName: input.authorityName || null,
    authorityUrl: input.authorityUrl || null,
  };
  const result = await saveController(
    orm,
    { base, values: { name, displayName, ...nullable, defaultLanguage } },
    by.id,
  );
  return result.ok ? null : storedOrganisationOf(result.stored);
}
