import "server-only";
import { actingFrom, appendEvent } from "@assent/database/audit/events";
import type { EventDetails } from "@assent/database/schema/event";
import { findSession } from "@assent/database/users/sessions";
import { headers } from "next/headers";
import { currentSession } from "../session/current-session";
import { chooseAgainPath, freshness } from "../session/freshness";
import { seeOther } from "../links/see-other";
import { requireAdministrator } from "../access";
import { database } from "../database";
import { type Export, exportFile } from "./export-file";
import { requestAddress } from "../client-address";

interface AdministratorExport<Cursor> extends Omit<Export<Cursor>, "name" | "mayGoOn" | "total"> {
  readonly list: "records" | "audit";
  /** Counts all matching rows. That reads every one, so it is called only for a page that shows progress. */
  readonly count: () => Promise<number>;
  /** The filter, by the names in the address; empty if nothing was chosen. */
  readonly query: Readonly<Record<string, string>>;
}

/**
 * A list of the administration as a file. The audit log records that it was exported and the names of the filters, but
 * not their values. Without a fresh sign-in it leads to one. The download stops if the administrator signs out, is
 * suspended or loses the role.
 */
export async function administratorExport<Cursor>({
  list,
  query,
  count,
  ...file
}: AdministratorExport<Cursor>): Promise<Response> {
  const { id: userId } = await requireAdministrator();
  if ((await freshness()) !== "fresh") {
    return seeOther(chooseAgainPath(`/admin/${list}?${new URLSearchParams(query).toString()}`));
  }
  const session = await currentSession();
  const { orm } = database();
  const filters = Object.keys(query).filter((name) => query[name] !== "");
  await recordExport(userId, { list, format: file.format, filters });
  const mayGoOn = async () => session !== null && (await findSession(orm, session.tokenHash))?.role === "administrator";
  const total = (await headers()).get("prefer") === "count=exact" ? await count() : null;
  return exportFile({ ...file, name: list, total, mayGoOn });
}

/** Records in the audit log that a list was exported, with the names of the filters and not their values. */
export async function recordExport(userId: string, details: EventDetails): Promise<void> {
  const actor = { kind: "administrator", userId } as const;
  await actingFrom(await requestAddress(), () =>
    appendEvent(database().orm, { type: "records-exported", actor, details }),
  );
}
