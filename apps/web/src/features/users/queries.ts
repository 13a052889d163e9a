import "server-only";
import { type ClosedAccount, findClosedAccount } from "@assent/database/users/closed-account";
import { maskedValue } from "@assent/consent/attribute/masked-value";
import { catalogue, type CatalogueEntry } from "@assent/database/attributes/attributes";
import { latestEvents } from "@assent/database/audit/events";
import { selectedUsers, countMatchingUsers, listUsers, type ListedUser } from "@assent/database/users/user-list";
import { getUser } from "@assent/database/users/user-detail";
import { recordChoices, type RecordChoices } from "@assent/database/audit/records";
import { listSessions, type OwnSession } from "@assent/database/users/sessions";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { requireAdministrator } from "@/platform/access";
import { type BulkAction, bulkLimit, bulkStateOf } from "./bulk";
import { database } from "@/platform/database";
import { writeFields } from "@/platform/filter-fields";
import { currentOrganisation } from "@/platform/organisation";
import { type Profile, profileOf } from "./profile";
import { userFilter, type UserQuery, readCursor, writeCursor } from "./filter";
import { findSearch, type UserSearch } from "./search";
import { isId } from "@/platform/request-input";

const pageSize = bulkLimit;
/** Counting stops here: a higher count would read every row, and no one needs it. */
export const maxUsersCounted = 1000;

export interface UserListing extends RecordChoices {
  readonly users: readonly ListedUser[];
  /** At most one more than `maxUsersCounted`, which means "more". */
  readonly count: number;
  /** Whether there is any account at all. */
  readonly any: boolean;
  /** For the address of the next page; null on the last one. */
  readonly next: string | null;
  /** The current search, if there is one. "ended": it has expired. */
  readonly search: (UserSearch & { readonly label: string; readonly masked: boolean }) | "ended" | null;
  readonly attributes: readonly { readonly key: string; readonly label: string; readonly masked: boolean }[];
}

/** One page of users. `after` comes from an address and is not trusted. */
export async function userListing(query: UserQuery, after: string | undefined): Promise<UserListing> {
  await requireAdministrator();
  const { orm } = database();
  const [kept, attributes] = await Promise.all([searchOf(query), catalogue(orm, await getLocale())]);
  const read = kept === "ended" ? null : userFilter(query);
  const beginning = kept === "ended" || kept === null ? null : valueBeginning(kept, attributes);
  const found = read && { ...read, filter: { ...read.filter, beginning } };
  const [page, count, any, choices] = await Promise.all([
    found ? listUsers(orm, { ...found, limit: pageSize, after: readCursor(after) }) : nobody,
    found ? countMatchingUsers(orm, found.filter, maxUsersCounted) : 0,
    countMatchingUsers(orm, {}, 0),
    recordChoices(orm),
  ]);
  const screen = onScreen(attributes);
  return {
    ...choices,
    users: page.users.map((user) => ({
      ...user,
      name: screen("name", user.name),
      email: screen("email", user.email),
    })),
    count,
    any: any > 0,
    next: page.next && writeCursor(page.next),
    search: kept && kept !== "ended" ? searchedBy(kept, attributes) : kept,
    attributes: [...attributes.values()].map(({ key, label, masked }) => ({ key, label, masked })),
  };
}

const searchOf = async ({ search }: UserQuery) => (search === "" ? null : ((await findSearch(search)) ?? "ended"));

/** Phone numbers are compared by their digits, if the search has any. */
function valueBeginning({ attribute, text }: UserSearch, attributes: ReadonlyMap<string, CatalogueEntry>) {
  return { attribute, text, digits: attributes.get(attribute)?.type === "phone" && /[0-9]/.test(text) };
}

function searchedBy(search: UserSearch, attributes: ReadonlyMap<string, CatalogueEntry>) {
  const known = attributes.get(search.attribute);
  return { ...search, label: known?.label ?? search.attribute, masked: known?.masked ?? false };
}

const nobody = { users: [], next: null };

/** A value as administrators see it: masked if its attribute is. */
const onScreen = (attributes: ReadonlyMap<string, CatalogueEntry>) => (key: string, value: string | null) =>
  value !== null && attributes.get(key)?.masked ? maskedValue(value) : value;

export interface SelectedAccount {
  readonly id: string;
  readonly name: string | null;
  readonly sessions: number;
  readonly bulkState: ReturnType<typeof bulkStateOf>;
}

/** The selected accounts and the bulk state of each. `ids` come from an address and are not trusted. */
export async function selectedAccounts(act: BulkAction, ids: readonly string[]): Promise<SelectedAccount[]> {
  const administrator = await requireAdministrator();
  const known = [...new Set(ids)].filter(isId).slice(0, bulkLimit);
  const { orm } = database();
  const [users, attributes] = await Promise.all([selectedUsers(orm, known), catalogue(orm, await getLocale())]);
  return users.map(({ id, name, status, sessions }) => ({
    ...{ id, name: onScreen(attributes)("name", name), sessions },
    bulkState: bulkStateOf(act, { status, sessions, own: id === administrator.id }),
  }));
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
    currentOrganisation(),
  ]);
  const isMasked = (key: string) => attributes.get(key)?.masked ?? false;
  return user && profileOf(user, (key) => attributes.get(key)?.label ?? key, [language, defaultLanguage], isMasked);
});

export interface UserActivity {
  readonly sessions: readonly OwnSession[];
  /** The newest events about this person, with any author. */
  readonly events: Awaited<ReturnType<typeof latestEvents>>;
}

const eventsShown = 20;

/** The sessions of a person and their latest events; a closed account has none. */
export async function activityOf({ id, pseudonym }: Pick<Profile, "id" | "pseudonym">): Promise<UserActivity> {
  await requireAdministrator();
  const { orm } = database();
  const [sessions, events] = await Promise.all([
    listSessions(orm, id, ""),
    pseudonym === null ? [] : latestEvents(orm, { limit: eventsShown, pseudonym }),
  ]);
  return { sessions, events };
}

/** The closed account with this reference, as its owner is shown it (u-8f2c-71d0), or null. */
export async function closedAccount(reference: string | undefined): Promise<ClosedAccount | null> {
  await requireAdministrator();
  const [, first, second] = /^(?:u-)?([0-9a-f]{4})-?([0-9a-f]{4})$/i.exec(reference?.trim() ?? "") ?? [];
  return first && second ? findClosedAccount(database().orm, `${first}${second}`.toLowerCase()) : null;
}

/** The name of the signed-in administrator, if they agreed to storing it, or null. */
export async function myName(): Promise<{ readonly id: string; readonly name: string | null }> {
  const { id } = await requireAdministrator();
  return { id, name: (await profile(id))?.name ?? null };
}

/** The list of users with this filter. */
export const usersPath = (query: Partial<UserQuery>, after: string | null = null) =>
  `/admin/users${writeFields({ ...query, after })}`;

/** The path of the page about a bulk action; `done` if it was carried out. The filter leads back to the list. */
export function selectedPath(
  ids: readonly string[],
  act: string,
  done: boolean,
  query: Partial<UserQuery> = {},
): string {
  const address = new URLSearchParams({ what: act, ...(done ? { done: "1" } : {}) });
  for (const id of ids) address.append("user", id);
  for (const [name, value] of Object.entries(query)) if (value) address.set(name, value);
  return `/admin/users/act?${address.toString()}`;
}
