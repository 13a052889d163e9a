import "server-only";
import { lastSignInDays } from "@assent/database/applications/application-days";
import { type Application, findApplication, listApplications } from "@assent/database/applications/applications";
import { cache } from "react";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { isId } from "@/platform/request-input";

export interface ListedApplication extends Pick<
  Application,
  "id" | "clientId" | "name" | "kind" | "enabled" | "logoHash"
> {
  /** The day (UTC, yyyy-mm-dd) of the last sign-in; null if there was none. */
  readonly lastSignIn: string | null;
}

export interface ApplicationListing {
  /** Those that match, by name. */
  readonly found: readonly ListedApplication[];
  /** How many there are. */
  readonly total: number;
}

/** The applications whose name or client ID holds `search`. */
export async function applicationListing(search: string): Promise<ApplicationListing> {
  await requireAdministrator();
  const { orm } = database();
  const [all, days] = await Promise.all([listApplications(orm), lastSignInDays(orm)]);
  const wanted = search.trim().toLocaleLowerCase();
  const found = all
    .filter(({ name, clientId }) => `${name}\n${clientId}`.toLocaleLowerCase().includes(wanted))
    .map(({ id, clientId, name, kind, enabled, logoHash }) => ({
      ...{ id, clientId, name, kind, enabled, logoHash },
      lastSignIn: days.get(id) ?? null,
    }));
  return { found, total: all.length };
}

/** The applications whose identifiers a new service can use for people, by name. */
export async function subjectSources(): Promise<readonly Pick<Application, "id" | "name">[]> {
  await requireAdministrator();
  const all = await listApplications(database().orm);
  return all
    .filter(({ kind, subjectType }) => kind !== "service" && subjectType === "pairwise")
    .map(({ id, name }) => ({ id, name }));
}

/** One application for the administration; null for one that does not exist. One look-up a request. */
export const managedApplication: (id: string) => Promise<Application | null> = cache(async (id) => {
  await requireAdministrator();
  return isId(id) ? findApplication(database().orm, id) : null;
});
