import { changesBetween, eventActor, appendEvent } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import { installation } from "../schema/installation.ts";

export type Installation = Omit<typeof installation.$inferSelect, "id">;

/** The settings by section. Each section is saved by itself. */
export interface InstallationSections {
  readonly languages: Pick<Installation, "offeredLanguages" | "fallbackLanguage">;
  readonly sessions: Pick<
    Installation,
    "personIdleMinutes" | "personHours" | "administratorIdleMinutes" | "administratorHours"
  >;
  readonly retention: Pick<Installation, "anonymousEventDays">;
  readonly appearance: Pick<Installation, "accent">;
}
export type InstallationSection = keyof InstallationSections;

export type SectionSaved = { readonly ok: true } | { readonly ok: false; readonly stored: Installation };

/** The settings of this installation. */
export async function getInstallation(executor: Executor): Promise<Installation> {
  const [row] = await executor.select().from(installation);
  return known(row);
}

/**
 * Saves one section. `base` is the revision in which it was read. Not ok, with what is stored, if it was changed in
 * between. Saving the same values writes no event.
 */
export async function saveSection<Section extends InstallationSection>(
  executor: Executor,
  section: Section,
  { base, values }: { base: number; values: InstallationSections[Section] },
  by: string,
): Promise<SectionSaved> {
  return executor.transaction(async (tx) => {
    const stored = known((await tx.select().from(installation).for("update"))[0]);
    const revision = `${section}Revision` as const;
    if (stored[revision] !== base) return { ok: false, stored };
    const changes = changesBetween(stored, values);
    if (Object.keys(changes).length === 0) return { ok: true };
    await tx.update(installation).set({ ...values, [revision]: base + 1 });
    const details = { section, ...changes };
    await appendEvent(tx, { type: "settings-changed", actor: eventActor(by), details });
    return { ok: true };
  });
}

/** The migrations create the row. */
function known(row: Installation | undefined): Installation {
  if (row === undefined) throw new TypeError("The installation has no settings");
  return row;
}
