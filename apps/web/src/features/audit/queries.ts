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
  /** At most one more than `maxRecordsCounted`, which means "more". */
  readonly count: number;
  /** For the address of the next page; null on the last one. */
  readonly next: string | null;
  /** Current administrators, by user id. */
  readonly actors: readonly string[];
  /** The administrator who reads the page. */
  readonly self: string;
  /** The address that the list is filtered by; null if it is not filtered, or the entry is gone. */
  readonly address: string | null;
}

/** One page of administrative changes, newest first. `after` comes from an address and is not trusted. */
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

/** All matching administrative changes as a file. Null for an invalid filter. */
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
    // A refusal changes nothing, so it has no entry.
    result: "done",
    actor: actor ? "administrator" : "system",
    // A closed account has no id here, because its pseudonym in an earlier export would lead back to the person.
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

/** The path of the list with this filter, starting after `after`. */
export const auditPath = (query: Partial<AuditQuery>, after: string | null = null) =>
  `/admin/audit${writeFields({ ...query, after })}`;
