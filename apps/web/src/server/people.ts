import "server-only";
import { catalogue } from "@assent/database/attributes";
import { countUsers, getUser, listUsers, type ListedUser } from "@assent/database/people";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { requireAdministrator } from "./access";
import { database } from "./database";
import { isId } from "./id";
import { organisation } from "./organisation";
import { type Profile, profileOf } from "./profile";
import { readCursor, writeCursor } from "./user-cursor";

const pageSize = 25;

export interface UserPage {
  readonly users: readonly ListedUser[];
  readonly total: number;
  /** For the address of the next page; null on the last one. */
  readonly next: string | null;
}

/** One page of users, newest first. `after` comes from an address and may be anything. */
export async function userPage(after: string | undefined): Promise<UserPage> {
  await requireAdministrator();
  const { orm } = database();
  const [page, counts] = await Promise.all([
    listUsers(orm, { limit: pageSize, after: readCursor(after) }),
    countUsers(orm),
  ]);
  return {
    users: page.users,
    total: counts.active + counts.suspended + counts.closed,
    next: page.next && writeCursor(page.next),
  };
}

/** Everything about one account, for an administrator; null for one that does not exist. */
export const profile: (id: string) => Promise<Profile | null> = cache(async (id) => {
  await requireAdministrator();
  if (!isId(id)) return null;
  const { orm } = database();
  const language = await getLocale();
  const [user, attributes, { defaultLanguage }] = await Promise.all([
    getUser(orm, id),
    catalogue(orm, language),
    organisation(),
  ]);
  return user && profileOf(user, (key) => attributes.get(key)?.label ?? key, [language, defaultLanguage]);
});

/** What the administration calls whoever is signed in: the name they agreed to, or null. */
export async function ownName(): Promise<{ readonly id: string; readonly name: string | null }> {
  const { id } = await requireAdministrator();
  return { id, name: (await profile(id))?.name ?? null };
}
