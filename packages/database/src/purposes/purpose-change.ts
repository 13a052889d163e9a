import { type PurposeInput, purposeNameKey } from "@assent/consent/purpose/purpose";
import { violates } from "../engine/database-error.ts";
import { administrator, appendEvent, type By, type EventDetails, type EventType } from "../audit/events.ts";
import { lockWhatIsAsked } from "../engine/locks.ts";
import type { Executor, Transaction } from "../engine/orm.ts";

export type Failure<Code extends string> = { readonly ok: false; readonly code: Code };
export type Result<Value, Code extends string> = ({ readonly ok: true } & Value) | Failure<Code>;
export type Nothing = Readonly<Record<never, never>>;

/** The columns by which a purpose is called. */
export const named = ({ name }: Pick<PurposeInput, "name">) => ({ name, nameKey: purposeNameKey(name) });

/** One transaction that no decision can run past: it waits for those under way, and those that follow wait for it. */
export function editing<Value>(executor: Executor, work: (tx: Transaction) => Promise<Value>): Promise<Value> {
  return executor.transaction(async (tx) => {
    await lockWhatIsAsked(tx);
    return work(tx);
  });
}

export async function unlessNameTaken<Value>(write: () => Promise<Value>): Promise<Value | Failure<"name-taken">> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, "purpose_name_unique")) return { ok: false, code: "name-taken" };
    throw error;
  }
}

/** What an administrator did to a purpose, for the audit log. */
export function note(
  tx: Executor,
  type: Exclude<EventType, "refused">,
  purposeId: string,
  by: By,
  details: EventDetails = {},
) {
  return appendEvent(tx, { type, actor: administrator(by), purposeId, details });
}
