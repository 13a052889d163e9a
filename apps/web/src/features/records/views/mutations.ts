import "server-only";
import { insertView, removeView, updateViewName } from "@assent/database/audit/record-views";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { readRecordQuery } from "../filter";
import { viewSearch } from "./queries";
import { ExpectedError, requireOk } from "@/platform/result";

/** Errors: "nothing-chosen" for an empty filter, "name-taken", "too-many". */
export async function saveMyView(
  by: SignedIn,
  view: { readonly name: string; readonly search: string },
): Promise<void> {
  const search = viewSearch(readRecordQuery(Object.fromEntries(new URLSearchParams(view.search))));
  if (search === "") throw new ExpectedError("nothing-chosen");
  requireOk(await insertView(database().orm, by.id, { name: view.name, search }));
}

/** Errors: "name-taken", "not-found". */
export async function renameMyView(by: SignedIn, viewId: string, name: string): Promise<void> {
  requireOk(await updateViewName(database().orm, by.id, viewId, name));
}

export async function deleteMyView(by: SignedIn, viewId: string): Promise<void> {
  await removeView(database().orm, by.id, viewId);
}
