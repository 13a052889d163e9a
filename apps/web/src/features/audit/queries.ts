import "server-only";
import {
  addressOf,
  type AuditCursor,
  type AuditEntry,
  type AuditFilter,
  countAudit,
  listActors,
  listAudit,
} from "@assent/database/audit/audit";
import { requireAdministrator } from "@/platform/access";
import { administratorExport } from "@/platform/export/administrator-export";
import { auditFilter, type AuditQuery, readAuditCursor, writeAuditCursor } from "./filter";
import { database } from "@/platform/database";
import type { ExportFormat } from "@/platform/export/export-file";
import { writeFields } from "@/platform/filter-fields";
import { maxRecordsCounted } from "@/features/records/queries";

const pageSize = 50;
const exportedPage = 1000;

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Up to one more than `maxRecordsCounted`, which stands for "more". */
  readonly count: number;
  /** For the address of the next page; null on the last one. */
  readonly next: string | null;
  /** Administrators of today, by user id. */
  readonly actors: readonly string[];
  /** Who is asking. */
  readonly self: string;
  /** The address that the list is filtered by; null where it is not, or is not known any more. */
  readonly address: string | null;
}

/** One page of administrative changes, newest first. `after` comes from an address and may be anything. */
export async function auditPage(query: AuditQuery, after: string | undefined): Promise<AuditPage> {
  const { id: self } = await requireAdministrator();
  const { orm } = database();
  const filter = auditFilter(query);
  const [page, count, actors, address] = await Promise.all([
    filter ? listAudit(orm, filter, { limit: pageSize, after: readAuditCursor(after) }) : none,
    filter ? countAudit(orm, filter, maxRecordsCounted) : 0,
    listActors(orm),
    filter?.sameAddressAs ? addressOf(orm, filter.sameAddressAs) : null,
  ]);
  return { entries: page.entries, count, next: page.next && writeAuditCursor(page.next), actors, self, address };
}

const none = { entries: [], next: null };

const columns = [
  "at",
  "type",
  "result",
  "actor",
  "actor_id",
  "address",
  "subject_id",
  "purpose_id",
  "purpose",
  "provider_id",
  "provider",
  "receipt",
  "details",
];

/** Every administrative change that matches, as a file. Null for what is no filter. */
export async function exportedAudit(query: AuditQuery, format: ExportFormat): Promise<Response | null> {
  await requireAdministrator();
  const filter: AuditFilter | null = auditFilter(query);
  if (filter === null) return null;
  return administratorExport({
    ...{ list: "audit", query, format, columns },
    count: () => countAudit(database().orm, filter, null),
    page: async (after: AuditCursor | null) => {
      const { entries, next } = await listAudit(database().orm, filter, { limit: exportedPage, after });
      return { rows: entries.map(rowOf), next };
    },
  });
}

function rowOf({ at, type, actor, subject, purposeId, purpose, providerId, provider, ...rest }: AuditEntry) {
  return {
    at: at.toISOString(),
    type,
    // What is refused changes nothing and is no entry.
    result: "done",
    actor: actor ? "administrator" : "system",
    // Of a closed account nothing: beside an earlier export its pseudonym would lead back to it.
    actor_id: actor?.userId ?? null,
    address: rest.address,
    subject_id: subject?.userId ?? null,
    purpose_id: purposeId,
    purpose,
    provider_id: providerId,
    provider,
    receipt: rest.receiptNumber,
    details: rest.details,
  };
}

/** Where the list starts again, with the same filter. */
export const auditPath = (query: Partial<AuditQuery>, after: string | null = null) =>
  `/admin/audit${writeFields({ ...query, after })}`;
