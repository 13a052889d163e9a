import "server-only";
import { codePoints, isBlank, isStorable, tidy } from "@assent/consent/text/plain-text";
import {
  insertView,
  removeView,
  listViews,
  maxViews,
  type RecordView,
  updateViewName,
} from "@assent/database/audit/record-views";
import * as z from "zod/mini";
import { requireAdministrator, type SignedIn } from "@/platform/access";
import { ExpectedError } from "@/platform/action";
import { database } from "@/platform/database";
import { writeFields } from "@/platform/filter-fields";
import { readRecordQuery, type RecordQuery } from "./record-filter";

export { maxViews, type RecordView };

const longest = 60;

/** The name of a view. It stands in the list of its owner and nowhere else. */
export const viewName = z.string("name-missing").check(
  z.overwrite((typed) => tidy(typed).replace(/\s+/g, " ")),
  z.refine((name) => !isBlank(name), "name-missing"),
  z.refine((name) => codePoints(name) <= longest, "name-too-long"),
  z.refine((name) => isStorable(name, { lines: false }), "control-characters"),
);

/** A filter as it is kept: what the address says, without what is none of it. */
export const viewSearch = (query: RecordQuery): string => writeFields(query).slice(1);

/** The views of whoever is asking, by name. */
export async function myViews(): Promise<RecordView[]> {
  const { id } = await requireAdministrator();
  return listViews(database().orm, id);
}

/** Errors: "nothing-chosen" for what filters nothing, "name-taken", "too-many". */
export async function saveMyView(
  by: SignedIn,
  view: { readonly name: string; readonly search: string },
): Promise<void> {
  const search = viewSearch(readRecordQuery(Object.fromEntries(new URLSearchParams(view.search))));
  if (search === "") throw new ExpectedError("nothing-chosen");
  must(await insertView(database().orm, by.id, { name: view.name, search }));
}

/** Errors: "name-taken", "not-found". */
export async function renameMyView(by: SignedIn, viewId: string, name: string): Promise<void> {
  must(await updateViewName(database().orm, by.id, viewId, name));
}

export async function deleteMyView(by: SignedIn, viewId: string): Promise<void> {
  await removeView(database().orm, by.id, viewId);
}

function must(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
