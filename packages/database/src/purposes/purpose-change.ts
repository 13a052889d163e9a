import { type PurposeInput, purposeNameKey } from "@assent/consent/purpose/purpose-input";
import type { EventDetails, EventType } from "../schema/event.ts";
import { violates } from "../engine/database-error.ts";
import { eventActor, appendEvent, type Actor } from "../audit/events.ts";
import { lockPurposes } from "../engine/locks.ts";
import type { Executor, Transaction } from "../engine/orm.ts";

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
