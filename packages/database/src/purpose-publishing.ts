import { isMaterialChange, type PurposeInput } from "@assent/consent/purpose";
import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { By } from "./events.ts";
import type { Executor } from "./orm.ts";
import { editing, named, note, type Nothing, type Result, unlessNameTaken } from "./purpose-change.ts";
import { readVersion } from "./purpose-version-sql.ts";
import { copyOtherLanguages, insertVersion } from "./purpose-version-writing.ts";
import { purpose } from "./schema/purpose.ts";
import { purposeVersion } from "./schema/purpose-version.ts";

/**
 * Keeps a change as the purpose's draft, in place of an earlier draft. Nobody is asked it before it is published. Texts in
 * other languages are taken over from version `baseId`, the newest one when the editor was opened.
 * Errors: "conflict" when somebody else changed the purpose in between, "name-taken", "not-found".
 */
export async function draftVersion(
  executor: Executor,
  purposeId: string,
  baseId: string,
  input: PurposeInput,
  by: By,
  { language = "en" }: { language?: string } = {},
): Promise<Result<{ versionId: string; number: number }, "conflict" | "name-taken" | "not-found">> {
  return editing<Result<{ versionId: string; number: number }, "conflict" | "name-taken" | "not-found">>(
    executor,
    async (tx) => {
      const newest = await newestOf(tx, purposeId);
      if (newest === null) return { ok: false, code: "not-found" };
      if (newest.id !== baseId) return { ok: false, code: "conflict" };
      const { name, nameKey } = named(input);
      const others = and(eq(purpose.nameKey, nameKey), ne(purpose.id, purposeId));
      if ((await tx.select({ id: purpose.id }).from(purpose).where(others)).length > 0) {
        return { ok: false, code: "name-taken" };
      }
      if (newest.status === "draft") await tx.update(purpose).set({ name, nameKey }).where(eq(purpose.id, purposeId));
      const next = newest.number + 1;
      const version = { purposeId, number: next, material: false, input, by, language, published: false };
      const versionId = await insertVersion(tx, version, (to) =>
        copyOtherLanguages(tx, { from: baseId, to, language }),
      );
      const number = newest.publishedAt === null ? newest.number : next;
      if (newest.publishedAt === null) {
        await tx.delete(purposeVersion).where(eq(purposeVersion.id, newest.id));
        await tx.update(purposeVersion).set({ number }).where(eq(purposeVersion.id, versionId));
      }
      await note(tx, "purpose-drafted", purposeId, by, { name, number });
      return { ok: true, versionId, number };
    },
  );
}

export interface Publishing {
  /** Those who decided before are asked about all of it again, and not only about what it asks for besides. */
  readonly asksAll: boolean;
  /** Until then they may put it off; null: they are asked at their next sign-in. Only of a change that asks something. */
  readonly askFrom: Date | null;
}

/**
 * The draft becomes what is asked from now on. A change that asks nobody anything keeps the date of the one before.
 * Errors: "conflict" when `versionId` is not the draft any more, "past" for a date that has come, "name-taken",
 * "not-found".
 */
export async function publishVersion(
  executor: Executor,
  purposeId: string,
  versionId: string,
  { asksAll, askFrom }: Publishing,
  by: By,
  { language = "en" }: { language?: string } = {},
): Promise<Result<{ number: number }, "conflict" | "past" | "name-taken" | "not-found">> {
  return unlessNameTaken(() =>
    editing<Result<{ number: number }, "conflict" | "past" | "not-found">>(executor, async (tx) => {
      const newest = await newestOf(tx, purposeId);
      if (newest === null) return { ok: false, code: "not-found" };
      if (newest.id !== versionId || newest.publishedAt !== null) return { ok: false, code: "conflict" };
      const draft = await readVersion(tx, sql`v.id = ${versionId}`);
      const before = await readVersion(tx, sql`v.purpose_id = ${purposeId} and v.published_at is not null`);
      if (draft === null) return { ok: false, code: "not-found" };
      const asksAgain = before !== null && asksAll;
      const material = before === null || asksAgain || isMaterialChange(before, draft);
      const until = material ? askFrom : stillAhead(before?.askFrom ?? null, newest.now);
      if (until !== null && until <= newest.now) return { ok: false, code: "past" };
      const { name } = draft.texts[language] ?? Object.values(draft.texts)[0] ?? { name: "" };
      await tx
        .update(purpose)
        .set({ ...named({ name }), status: "live" })
        .where(eq(purpose.id, purposeId));
      await tx
        .update(purposeVersion)
        .set({ material, asksAll: asksAgain, askFrom: until, publishedAt: sql`now()`, publishedBy: by })
        .where(eq(purposeVersion.id, versionId));
      const { number } = newest;
      const details = { name, number, material, asksAll: asksAgain, askFrom: until?.toISOString() ?? null };
      await note(tx, "purpose-changed", purposeId, by, details);
      return { ok: true, number };
    }),
  );
}

/** Forgets a change that was never published. Errors: "conflict" when it is not the draft any more, "not-found". */
export async function discardDraft(
  executor: Executor,
  purposeId: string,
  versionId: string,
  by: By,
): Promise<Result<Nothing, "conflict" | "not-found">> {
  return editing<Result<Nothing, "conflict" | "not-found">>(executor, async (tx) => {
    const newest = await newestOf(tx, purposeId);
    // A purpose that was never published is its draft: it goes by being deleted.
    if (newest === null || newest.status === "draft") return { ok: false, code: "not-found" };
    if (newest.id !== versionId || newest.publishedAt !== null) return { ok: false, code: "conflict" };
    await tx.delete(purposeVersion).where(eq(purposeVersion.id, versionId));
    await note(tx, "purpose-draft-discarded", purposeId, by, { number: newest.number });
    return { ok: true };
  });
}

const stillAhead = (date: Date | null, now: Date) => (date !== null && date > now ? date : null);

/** The newest version of a purpose that is not archived, and what time it is. */
async function newestOf(tx: Executor, purposeId: string) {
  const { id, number, publishedAt } = purposeVersion;
  const [newest] = await tx
    .select({ id, number, publishedAt, status: purpose.status, now: sql<Date>`now()`.mapWith(purpose.createdAt) })
    .from(purposeVersion)
    .innerJoin(purpose, eq(purpose.id, purposeVersion.purposeId))
    .where(and(eq(purpose.id, purposeId), ne(purpose.status, "archived")))
    .orderBy(desc(number))
    .limit(1);
  return newest ?? null;
}
