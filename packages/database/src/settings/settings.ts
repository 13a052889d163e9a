import { eq, sql } from "drizzle-orm";
import { changesBetween, eventActor, appendEvent, type Actor } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import { controller } from "../schema/controller.ts";

/** The organisation that is responsible for the data. Null where it entered nothing. */
export interface Controller {
  readonly name: string;
  readonly displayName: string;
  readonly address: string | null;
  readonly contact: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly privacyNoticeUrl: string | null;
  readonly helpEmail: string | null;
  /** Its number in a public register. */
  readonly identifier: string | null;
  /** The data protection officer: a name or a role. */
  readonly officerName: string | null;
  readonly officerEmail: string | null;
  /** The supervisory authority that people can complain to. */
  readonly authorityName: string | null;
  /** Where it takes complaints; null if it has no name. */
  readonly authorityUrl: string | null;
  readonly defaultLanguage: string;
}

/** Before it was first saved, `updatedAt` is null and `revision` 0. */
export type SavedController = Controller & {
  readonly updatedAt: Date | null;
  readonly revision: number;
  /** See `organisationMayAsk`. */
  readonly mayAsk: boolean;
};

/**
 * Whether people may be asked or told anything: only if they can read who is responsible, and reach them in one way at
 * least (GDPR, Article 13(1)(a)). The gate, the consent page and the transactions that store a decision read this one
 * condition.
 */
export const organisationMayAsk = sql<boolean>`exists (
  select from controller where coalesce(email, phone, address) is not null)`;

export type ControllerSaved = { readonly ok: true } | { readonly ok: false; readonly stored: SavedController };

const nobodyYet: SavedController = {
  name: "Assent",
  displayName: "Assent",
  address: null,
  contact: null,
  email: null,
  phone: null,
  privacyNoticeUrl: null,
  helpEmail: null,
  identifier: null,
  officerName: null,
  officerEmail: null,
  authorityName: null,
  authorityUrl: null,
  defaultLanguage: "en",
  updatedAt: null,
  revision: 0,
  mayAsk: false,
};

export async function getController(executor: Executor): Promise<SavedController> {
  const [found] = await executor.select({ row: controller, mayAsk: organisationMayAsk }).from(controller);
  if (found === undefined) return nobodyYet;
  const { row, mayAsk } = found;
  return { ...picked(row), updatedAt: row.updatedAt, revision: row.revision, mayAsk };
}

/**
 * Saves the controller. `base` is the revision in which it was read. Not ok, with what is stored, if it was changed in
 * between. Saving the same values writes no event.
 */
export async function saveController(
  executor: Executor,
  { base, values }: { readonly base: number; readonly values: Controller },
  by: Actor,
): Promise<ControllerSaved> {
  return executor.transaction(async (tx) => {
    const row = picked(values);
    const before = await getController(tx);
    const fields = changedFields(before, row);
    if (before.revision === base && before.updatedAt !== null && fields.length === 0) return { ok: true };
    // Waits for a concurrent save, and then compares with the revision that it wrote.
    const written = await tx
      .insert(controller)
      .values(row)
      .onConflictDoUpdate({
        target: controller.id,
        set: { ...row, updatedAt: sql`now()`, revision: base + 1 },
        setWhere: eq(controller.revision, base),
      })
      .returning({ id: controller.id });
    if (written.length === 0) return { ok: false, stored: await getController(tx) };
    const told = changesBetween(before.updatedAt === null ? {} : publicFacts(before), publicFacts(row));
    await appendEvent(tx, {
      type: "controller-changed",
      actor: eventActor(by),
      details: { fields, ...told },
    });
    return { ok: true };
  });
}

/** The organisation's names and the address of its privacy notice: public, and about no person. */
const publicFacts = ({ name, displayName, privacyNoticeUrl }: Controller) => ({ name, displayName, privacyNoticeUrl });

/** Names of fields only: a contact may be a person. */
function changedFields(before: Controller, after: Controller): string[] {
  const names = Object.keys(after) as (keyof Controller)[];
  return names.filter((name) => before[name] !== after[name]);
}

function picked(input: Controller): Controller {
  const { name, displayName, address, contact, email, phone, privacyNoticeUrl, helpEmail, defaultLanguage } = input;
  const { identifier, officerName, officerEmail, authorityName, authorityUrl } = input;
  const bodies = { identifier, officerName, officerEmail, authorityName, authorityUrl };
  return { name, displayName, address, contact, email, phone, privacyNoticeUrl, helpEmail, ...bodies, defaultLanguage };
}
