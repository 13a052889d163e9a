import { type UserFilter, type UserOrder, userOrders, type UserCursor } from "@assent/database/users/user-list";
import { type Fields, readDay, readFields, readId, readOneOf } from "@/platform/filter-fields";
import { isId } from "@/platform/request-input";

/** `search` is the number of a search whose words are in the browser of whoever searched: see user-search.ts. */
export const userFields = ["status", "provider", "signedIn", "purpose", "order", "search"] as const;
export type UserField = (typeof userFields)[number];
export type UserQuery = Fields<UserField>;

type Searched = Parameters<typeof readFields>[0];

export const readUserQuery = (search: Searched): UserQuery => readFields(search, userFields);

const statuses = ["active", "suspended", "closed"] as const;

/** Whom to look for, and in which order; null when a field holds what it cannot hold, so that nobody matches. */
export function userFilter(query: UserQuery): { readonly filter: UserFilter; readonly order: UserOrder } | null {
  const [status, order] = [readOneOf(statuses)(query.status), readOneOf(userOrders)(query.order)];
  const [providerId, purposeId] = [readId(query.provider), readId(query.purpose)];
  const signedInSince = readDay(query.signedIn);
  if ([status, order, providerId, purposeId, signedInSince].includes(undefined)) return null;
  return {
    filter: {
      status: status ?? null,
      providerId: providerId ?? null,
      purposeId: purposeId ?? null,
      signedInSince: signedInSince ?? null,
    },
    order: order ?? "newest",
  };
}

/** `time.id`: where the next page starts. It names an account and says nothing about the person. */
export function writeCursor({ at, id }: UserCursor): string {
  return `${at?.getTime() ?? ""}.${id}`;
}

/** Null, which is the first page, for an address that was not made by `writeCursor`: also years PostgreSQL can't read. */
export function readCursor(text: string | undefined): UserCursor | null {
  const [, time = "", id = ""] = /^(\d{0,13})\.(.+)$/.exec(text ?? "") ?? [];
  return isId(id) ? { at: time === "" ? null : new Date(Number(time)), id } : null;
}
