import { type UserFilter, type UserOrder, userOrders, type UserCursor } from "@assent/database/users/user-list";
import { type Fields, readDay, readFields, readId, readOneOf } from "@/platform/filter-fields";
import { isId } from "@/platform/request-input";

/** `search` is the number of a search whose text is kept in the administrator's browser: see search.ts. */
export const userFields = ["status", "provider", "signedIn", "purpose", "order", "search"] as const;
export type UserField = (typeof userFields)[number];
export type UserQuery = Fields<UserField>;

type Searched = Parameters<typeof readFields>[0];

export const readUserQuery = (search: Searched): UserQuery => readFields(search, userFields);

const statuses = ["active", "suspended", "closed"] as const;

/** The filter and the order to search with; null if a field is invalid, so that nothing matches. */
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

/** `time.id`: where the next page starts. It names an account and contains no personal data. */
export function writeCursor({ at, id }: UserCursor): string {
  return `${at?.getTime() ?? ""}.${id}`;
}

/**
 * Null, which means the first page, for a text that `writeCursor` did not write, or a year that PostgreSQL cannot read.
 */
export function readCursor(text: string | undefined): UserCursor | null {
  const [, time = "", id = ""] = /^(\d{0,13})\.(.+)$/.exec(text ?? "") ?? [];
  return isId(id) ? { at: time === "" ? null : new Date(Number(time)), id } : null;
}
