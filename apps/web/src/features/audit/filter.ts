import type { AuditCursor, AuditFilter } from "@assent/database/audit/audit";
import { type EventType, eventTypes } from "@assent/database/schema/event";
import { type Fields, readDay, readFields, readId, readOneOf } from "@/platform/filter-fields";
import { isId } from "@/platform/request-input";

/**
 * Event types that people cause or that happen automatically. They are on receipts and the ledger, and are not
 * administrative changes.
 */
const never = [
  ...["provisioned", "refused", "granted", "denied", "told", "expired", "purpose-withdrawn", "refreshed", "corrected"],
  ...["objected", "chained"],
] as const;
export type AuditType = Exclude<EventType, (typeof never)[number]>;
export const auditTypes = eventTypes.filter((type): type is AuditType => !never.some((other) => other === type));

export const auditFields = ["type", "actor", "same", "from", "to"] as const;
export type AuditField = (typeof auditFields)[number];
export type AuditQuery = Fields<AuditField>;

type Searched = Parameters<typeof readFields>[0];

export const readAuditQuery = (search: Searched): AuditQuery => readFields(search, auditFields);

/** The filter to search with; null if a field is invalid, so that nothing matches. Days are in UTC. */
export function auditFilter(query: AuditQuery): AuditFilter | null {
  const [userId, type] = [readId(query.actor), readOneOf(auditTypes)(query.type)];
  const [since, before] = [readDay(query.from), readDay(query.to, 1)];
  const actor = query.actor === "system" ? "system" : typeof userId === "string" ? { userId } : userId;
  // The URL has the id of an entry instead of its IP address.
  const sameAddressAs = readId(query.same);
  if ([actor, type, sameAddressAs, since, before].includes(undefined)) return null;
  return {
    ...{ actor: actor ?? null, type: type ?? null, sameAddressAs: sameAddressAs ?? null },
    ...{ since: since ?? null, before: before ?? null },
  };
}

/** `time.id`: where the next page starts. */
export const writeAuditCursor = ({ at, id }: AuditCursor): string => `${at.getTime()}.${id}`;

/** Null, which means the first page, for a text that `writeAuditCursor` did not write. */
export function readAuditCursor(text: string | undefined): AuditCursor | null {
  const [, time = "", id = ""] = /^(\d{1,13})\.(.+)$/.exec(text ?? "") ?? [];
  return isId(id) ? { at: new Date(Number(time)), id } : null;
}
