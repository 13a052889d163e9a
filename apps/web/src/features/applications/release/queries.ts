import "server-only";
import type { Application } from "@assent/database/applications/applications";
import { catalogue } from "@assent/database/attributes/attributes";
import { listPurposes } from "@assent/database/purposes/purposes";
import { getLocale } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { unmetScopes } from "./unmet-scopes";

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

/** What an application may get, and what it asks for in vain. */
export interface ReleaseToApplication {
  readonly purposes: readonly NamingPurpose[];
  /** Scopes of its last sign-in of which no live purpose releases anything to it. */
  readonly unmet: readonly string[];
}

export async function releaseToApplication({
  id,
  lastScopes,
}: Pick<Application, "id" | "lastScopes">): Promise<ReleaseToApplication> {
  const [purposes, attributes] = await Promise.all([purposesNaming(id), catalogue(database().orm)]);
  return { purposes, unmet: unmetScopes(lastScopes, purposes, [...attributes.keys()]) };
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
