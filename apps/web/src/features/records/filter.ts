import type { RecordCursor, RecordFilter } from "@assent/database/audit/records";
import { recordStates } from "@assent/consent/receipt/receipt-record";
import { type Fields, readDay, readFields, readId, readOneOf } from "@/platform/filter-fields";
import { isId } from "@/platform/request-input";

export const recordFields = [
  "purpose",
  "version",
  "attribute",
  "decision",
  "provider",
  "from",
  "to",
  "receipt",
  "user",
] as const;
export type RecordField = (typeof recordFields)[number];
export type RecordQuery = Fields<RecordField>;

type Searched = Parameters<typeof readFields>[0];

export const readRecordQuery = (search: Searched): RecordQuery => readFields(search, recordFields);

/** The filter to search with; null if a field is invalid, so that nothing matches. Days are in UTC. */
export function recordFilter(query: RecordQuery): RecordFilter | null {
  const filter = {
    purposeId: readId(query.purpose),
    version: readVersion(query.version),
    // Only a valid key is sent to the database.
    attribute: query.attribute === "" ? null : /^[\w:-]{1,63}$/.test(query.attribute) ? query.attribute : undefined,
    state: readOneOf(recordStates)(query.decision),
    providerId: readId(query.provider),
    since: readDay(query.from),
    before: readDay(query.to, 1),
    receiptNumber: readReceiptNumber(query.receipt),
    userId: readId(query.user),
  };
  if (Object.values(filter).includes(undefined)) return null;
  return filter as RecordFilter;
}

function readVersion(text: string): number | null | undefined {
  return text === "" ? null : /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

/** Accepts small letters and a missing hyphen. */
function readReceiptNumber(text: string): string | null | undefined {
  if (text === "") return null;
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, "");
  return /^[0-9A-Z]{8}$/.test(letters) ? `${letters.slice(0, 4)}-${letters.slice(4)}` : undefined;
}

/** `time.receipt.version.attribute`: where the next page starts. */
export function writeRecordCursor({ decidedAt, receiptId, versionId, attribute }: RecordCursor): string {
  return `${decidedAt.getTime()}.${receiptId}.${versionId}.${attribute}`;
}

/** Null, which means the first page, for a text that `writeRecordCursor` did not write. */
export function readRecordCursor(text: string | undefined): RecordCursor | null {
  const [, time = "", receiptId = "", versionId = "", attribute = ""] =
    /^(\d{1,13})\.([^.]+)\.([^.]+)\.([\w:-]{1,63})$/.exec(text ?? "") ?? [];
  if (!isId(receiptId) || !isId(versionId)) return null;
  return { decidedAt: new Date(Number(time)), receiptId, versionId, attribute };
}
