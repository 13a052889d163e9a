import { sql } from "drizzle-orm";
import { administrator, appendEvent, type By } from "./events.ts";
import type { Executor } from "./orm.ts";
import { controller } from "./schema/controller.ts";

/** Who is responsible for the data. Null where the organisation gave nothing. */
export interface Controller {
  readonly name: string;
  readonly displayName: string;
  readonly address: string | null;
  readonly contact: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly privacyNoticeUrl: string | null;
  readonly helpEmail: string | null;
  readonly defaultLanguage: string;
}

/** `updatedAt` is null until somebody has saved who is responsible. */
export type SavedController = Controller & { readonly updatedAt: Date | null };

const nobodyYet: SavedController = {
  name: "Assent",
  displayName: "Assent",
  address: null,
  contact: null,
  email: null,
  phone: null,
  privacyNoticeUrl: null,
  helpEmail: null,
  defaultLanguage: "en",
  updatedAt: null,
};

export async function getController(executor: Executor): Promise<SavedController> {
  const [row] = await executor.select().from(controller);
  if (row === undefined) return nobodyYet;
  return { ...picked(row), updatedAt: row.updatedAt };
}

export async function saveController(executor: Executor, input: Controller, by: By): Promise<void> {
  const row = picked(input);
  await executor.transaction(async (tx) => {
    const [before] = await tx.select().from(controller).for("update");
    await tx
      .insert(controller)
      .values(row)
      .onConflictDoUpdate({ target: controller.id, set: { ...row, updatedAt: sql`now()` } });
    await appendEvent(tx, {
      type: "controller-changed",
      actor: administrator(by),
      details: { fields: changedFields(before ?? nobodyYet, row) },
    });
  });
}

/** By name alone: a contact may be a person. */
function changedFields(before: Controller, after: Controller): string[] {
  const names = Object.keys(after) as (keyof Controller)[];
  return names.filter((name) => before[name] !== after[name]);
}

function picked(input: Controller): Controller {
  const { name, displayName, address, contact, email, phone, privacyNoticeUrl, helpEmail, defaultLanguage } = input;
  return { name, displayName, address, contact, email, phone, privacyNoticeUrl, helpEmail, defaultLanguage };
}
