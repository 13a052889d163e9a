import "server-only";
import { catalogue } from "@assent/database/attributes/attributes";
import { listPurposes } from "@assent/database/purposes/purposes";
import { getLocale } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

/** A purpose whose newest version names an application. */
export interface NamingPurpose {
  readonly id: string;
  readonly name: string;
  readonly status: "draft" | "live" | "archived";
  readonly attributes: readonly { readonly key: string; readonly label: string; readonly mandatory: boolean }[];
  /** Whether it names the organisation too. */
  readonly organisation: boolean;
  /** How many other applications it names. */
  readonly others: number;
}

/** The purposes that name an application, in their order. */
export async function purposesNaming(applicationId: string): Promise<NamingPurpose[]> {
  await requireAdministrator();
  const { orm } = database();
  const [purposes, attributes] = await Promise.all([listPurposes(orm), catalogue(orm, await getLocale())]);
  return purposes
    .filter(({ version }) => version.recipients.applications.includes(applicationId))
    .map(({ id, name, status, version }) => ({
      ...{ id, name, status },
      attributes: version.attributes.map(({ key, mandatory }) => ({
        ...{ key, mandatory },
        label: attributes.get(key)?.label ?? key,
      })),
      organisation: version.recipients.organisation,
      others: version.recipients.applications.length - 1,
    }));
}
