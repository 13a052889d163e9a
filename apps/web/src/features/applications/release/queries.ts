import "server-only";
import { textFor } from "@assent/consent/purpose/version-input";
import { purposesNaming } from "@assent/database/applications/application-purposes";
import type { Application } from "@assent/database/applications/applications";
import { catalogue } from "@assent/database/attributes/attributes";
import type { PurposeStatus } from "@assent/database/schema/purpose";
import { getLocale } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { unmetScopes } from "./unmet-scopes";

/** A published purpose whose current version names an application. */
export interface ReleasingPurpose {
  readonly id: string;
  readonly name: string;
  readonly status: PurposeStatus;
  readonly attributes: readonly { readonly key: string; readonly label: string; readonly mandatory: boolean }[];
  /** Whether it names the organisation too. */
  readonly organisation: boolean;
  /** How many other applications it names. */
  readonly others: number;
}

/** What an application may get, and what it asks for without getting it. */
export interface ReleaseToApplication {
  readonly purposes: readonly ReleasingPurpose[];
  /** Scopes of its last sign-in of which no live purpose releases anything to it. */
  readonly unmet: readonly string[];
}

export async function releaseToApplication({
  id,
  lastScopes,
}: Pick<Application, "id" | "lastScopes">): Promise<ReleaseToApplication> {
  const [purposes, attributes] = await Promise.all([releasingPurposes(id), catalogue(database().orm)]);
  return { purposes, unmet: unmetScopes(lastScopes, purposes, [...attributes.keys()]) };
}

/** The purposes that name an application, in their order; archived ones are last. */
export async function releasingPurposes(applicationId: string): Promise<ReleasingPurpose[]> {
  await requireAdministrator();
  const { orm } = database();
  const language = await getLocale();
  const [purposes, attributes, { defaultLanguage }] = await Promise.all([
    purposesNaming(orm, applicationId),
    catalogue(orm, language),
    currentOrganisation(),
  ]);
  return purposes.map(({ id, status, version }) => ({
    ...{ id, status, name: textFor(version, [language, defaultLanguage]).name },
    attributes: version.attributes.map(({ key, mandatory }) => ({
      ...{ key, mandatory },
      label: attributes.get(key)?.label ?? key,
    })),
    organisation: version.recipients.organisation,
    others: version.recipients.applications.length - 1,
  }));
}
