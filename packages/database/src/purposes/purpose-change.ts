import { maxBoxes, type PurposeInput, purposeNameKey } from "@assent/consent/purpose/purpose-input";
import { sql } from "drizzle-orm";
import type { EventDetails, EventType } from "../schema/event.ts";
import { violates } from "../engine/database-error.ts";
import { eventActor, appendEvent, type Actor } from "../audit/events.ts";
import { lockPurposes } from "../engine/locks.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { currentVersion, isConsentPurpose } from "./purpose-version-sql.ts";

export type ChangeFailure<Code extends string> = { readonly ok: false; readonly code: Code };
export type ChangeResult<Value, Code extends string> = ({ readonly ok: true } & Value) | ChangeFailure<Code>;
export type Nothing = Readonly<Record<never, never>>;

/** The name columns of a purpose. */
export const nameColumns = ({ name }: Pick<PurposeInput, "name">) => ({ name, nameKey: purposeNameKey(name) });

/** Runs a change of purposes in one transaction. It waits for decisions under way, and later ones wait for it. */
export function withPurposesLocked<Value>(
  executor: Executor,
  work: (tx: Transaction) => Promise<Value>,
): Promise<Value> {
  return executor.transaction(async (tx) => {
    await lockPurposes(tx);
    return work(tx);
  });
}

export async function unlessNameTaken<Value>(
  write: () => Promise<Value>,
): Promise<Value | ChangeFailure<"name-taken">> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, "purpose_name_unique")) return { ok: false, code: "name-taken" };
    throw error;
  }
}

class TooManyBoxes extends Error {}

/** Undoes what would ask more at one sign-in than a form can hold: no one could answer it. */
export async function unlessTooManyBoxes<Value>(
  write: () => Promise<Value>,
): Promise<Value | ChangeFailure<"too-many-boxes">> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof TooManyBoxes) return { ok: false, code: "too-many-boxes" };
    throw error;
  }
}

/**
 * For the end of a change of what is asked, within `unlessTooManyBoxes`. A sign-in asks what is for the organisation, and
 * what is for the one application that it leads to.
 */
export async function requireAnswerable(tx: Executor): Promise<void> {
  const [most] = await tx.execute<{ boxes: number }>(sql`
    with asked as (
      select v.id, v.for_organisation as common,
        (select count(*) from purpose_version_attribute a where a.version_id = v.id) as boxes
      from purpose p join ${currentVersion} v on true where p.status = 'live' and ${isConsentPurpose})
    select (coalesce(sum(boxes) filter (where common), 0) + coalesce((
      select max(own.boxes) from (
        select sum(a.boxes) as boxes from asked a join purpose_version_recipient r on r.version_id = a.id
        where not a.common group by r.application_id) own), 0))::int as boxes
    from asked`);
  if ((most?.boxes ?? 0) > maxBoxes) throw new TooManyBoxes();
}

/** Adds an event about a purpose to the audit log. */
export function logPurposeChange(
  tx: Executor,
  type: Exclude<EventType, "refused">,
  purposeId: string,
  by: Actor,
  details: EventDetails = {},
) {
  return appendEvent(tx, { type, actor: eventActor(by), purposeId, details });
}
