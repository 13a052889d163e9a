import "server-only";
import { catalogue } from "@assent/database/attributes/attributes";
import { roundCount, type RoundedCountValue } from "@assent/consent/counts/shown-counts";
import { stateAsSaid } from "@assent/consent/receipt/receipt-record";
import { countEvents } from "@assent/database/audit/events";
import {
  countRecords,
  type DecisionRecord,
  listRecords,
  recordChoices,
  type RecordChoices,
  type RecordCursor,
  type RecordFilter,
} from "@assent/database/audit/records";
import { getLocale } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { administratorExport } from "@/platform/export/administrator-export";
import { database } from "@/platform/database";
import type { ExportFormat } from "@/platform/export/export-file";
import { writeFields } from "@/platform/filter-fields";
import { readRecordCursor, recordFilter, type RecordQuery, writeRecordCursor } from "./filter";

const pageSize = 50;
const exportedPage = 1000;
/** Counting stops here: a higher count would read every row, and no one needs it. */
export const maxRecordsCounted = 1000;

export interface RecordListing extends RecordChoices {
  readonly records: readonly (DecisionRecord & { readonly label: string })[];
  /** At most one more than `maxRecordsCounted`, which means "more". */
  readonly count: number;
  /** Whether there is any record at all. */
  readonly any: boolean;
  /** For the address of the next page; null on the last one. */
  readonly next: string | null;
  readonly attributes: readonly { readonly key: string; readonly label: string }[];
  /**
   * How many people refused an account, so that they have no record. It ignores the filter: two counts an hour apart
   * would reveal single people.
   */
  readonly refused: RoundedCountValue;
}

/** One page of decisions, newest first. `after` comes from an address and is not trusted. */
export async function recordListing(query: RecordQuery, after: string | undefined): Promise<RecordListing> {
  await requireAdministrator();
  const { orm } = database();
  const filter = recordFilter(query);
  const [page, count, choices, attributes, refused, any] = await Promise.all([
    filter ? listRecords(orm, filter, { limit: pageSize, after: readRecordCursor(after) }) : none,
    filter ? countRecords(orm, filter, maxRecordsCounted) : 0,
    recordChoices(orm),
    catalogue(orm, await getLocale()),
    countEvents(orm, { since: new Date(0), type: "refused" }),
    countRecords(orm, {}, 0),
  ]);
  return {
    ...choices,
    records: page.records.map((record) => ({
      ...record,
      label: attributes.get(record.attribute)?.label ?? record.attribute,
    })),
    count,
    any: any > 0,
    next: page.next && writeRecordCursor(page.next),
    attributes: [...attributes.values()].map(({ key, label }) => ({ key, label })),
    refused: roundCount(refused.refused ?? 0),
  };
}

const none = { records: [], next: null };

const columns = [
  "decided_at",
  "receipt",
  "kind",
  "purpose_id",
  "purpose",
  "version",
  "attribute",
  "mandatory",
  "legal_basis",
  "decision",
  "source",
  "provider",
  "language",
  "user_id",
];

/** All matching decisions as a file. Null for an invalid filter. */
export async function exportedRecords(query: RecordQuery, format: ExportFormat): Promise<Response | null> {
  await requireAdministrator();
  const filter: RecordFilter | null = recordFilter(query);
  if (filter === null) return null;
  return administratorExport({
    ...{ list: "records", query, format, columns },
    count: () => countRecords(database().orm, filter, null),
    page: async (after: RecordCursor | null) => {
      const { records, next } = await listRecords(database().orm, filter, { limit: exportedPage, after });
      return { rows: records.map(rowOf), next };
    },
  });
}

function rowOf(record: DecisionRecord) {
  const { decidedAt, receiptNumber, kind, purposeId, purpose, version, attribute, mandatory } = record;
  const { basis, state, source, providerName, language, userId } = record;
  return {
    decided_at: decidedAt.toISOString(),
    receipt: receiptNumber,
    kind,
    purpose_id: purposeId,
    purpose,
    version,
    attribute,
    mandatory,
    legal_basis: basis,
    // What people are told asks nothing, so it is not a decision.
    decision: stateAsSaid(basis, state),
    source,
    provider: providerName,
    language,
    user_id: userId,
  };
}

/** The path of the list with this filter, starting after `after`. */
export const recordsPath = (query: Partial<RecordQuery>, after: string | null = null) =>
  `/admin/records${writeFields({ ...query, after })}`;
