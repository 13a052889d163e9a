import "server-only";
import { listViews, maxViews, type RecordView } from "@assent/database/audit/record-views";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { writeFields } from "@/platform/filter-fields";
import type { RecordQuery } from "../filter";

export { maxViews, type RecordView };

/** A filter as it is stored: the known fields of the address. */
export const viewSearch = (query: RecordQuery): string => writeFields(query).slice(1);

/** The views of this administrator, by name. */
export async function myViews(): Promise<RecordView[]> {
  const { id } = await requireAdministrator();
  return listViews(database().orm, id);
}
