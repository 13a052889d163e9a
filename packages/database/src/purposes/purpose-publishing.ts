import { isMaterialChange } from "@assent/consent/purpose/purpose";
import type { PurposeInput, TranslationInput } from "@assent/consent/purpose/purpose-input";
import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Actor } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import {
  withPurposesLocked,
  nameColumns,
  logPurposeChange,
  type Nothing,
  type ChangeResult,
  requireAnswerable,
  unlessNameTaken,
  unlessTooManyBoxes,
} from "./purpose-change.ts";
import { readVersion } from "./purpose-version-sql.ts";
import { copyOtherLanguages, insertTranslated, insertVersion } from "./purpose-version-writing.ts";
import { purpose } from "../schema/purpose.ts";
import { purposeVersion } from "../schema/purpose-version.ts";

type Drafted = ChangeResult<{ versionId: string; number: number }, "conflict" | "name-taken" | "not-found">;

/**
 * Stores a change as the purpose's draft, in place of an earlier draft. It is not asked before it is published. Texts
 * in other languages are copied from version `baseId`, the newest one when the editor was opened. Errors: "conflict" if
 * the purpose was changed in between, "name-taken", "not-found".
 */
export async function draftVersion(
  executor: Executor,
  purposeId: string,
  baseId: string,
  input: PurposeInput,
  by: Actor,
  { language = "en" }: { language?: string } = {},
): Promise<Drafted> {
  return withPurposesLocked<Drafted>(executor, async (tx) => {
    const newest = await newestOf(tx, purposeId);
    if (newest === null) return { ok: false, code: "not-found" };
    if (newest.id !== baseId) return { ok: false, code: "conflict" };
    const { name, nameKey } = nameColumns(input);
    const others = and(eq(purpose.nameKey, nameKey), ne(purpose.id, purposeId), isNull(purpose.providerId));
    if ((await tx.select({ id: purpose.id }).from(purpose).where(others)).length > 0) {
      return { ok: false, code: "name-taken" };
    }
    if (newest.status === "draft") await tx.update(purpose).set({ name, nameKey }).where(eq(purpose.id, purposeId));
    const { versionId, number } = await inPlaceOf(tx, newest, (next) => {
      const version = { purposeId, number: next, material: false, input, language, published: false };
      return insertVersion(tx, version, (to) => copyOtherLanguages(tx, { from: baseId, to, language }));
    });
    await logPurposeChange(tx, "purpose-drafted", purposeId, by, { name, number });
    return { ok: true, versionId, number };
  });
}

/**
 * The same for the words in another language than the original; everything else is copied from version `baseId`. Null
 * removes the language. Errors: "conflict", "not-found".
 */
export async function draftTranslation(
  executor: Executor,
  purposeId: string,
  baseId: string,
  { language, words }: { readonly language: string; readonly words: TranslationInput | null },
  by: Actor,
): Promise<ChangeResult<{ versionId: string; number: number }, "conflict" | "not-found">> {
  return withPurposesLocked<ChangeResult<{ versionId: string; number: number }, "conflict" | "not-found">>(
    executor,
    async (tx) => {
      const newest = await newestOf(tx, purposeId);
      if (newest === null) return { ok: false, code: "not-found" };
      if (newest.id !== baseId) return { ok: false, code: "conflict" };
      const made = await inPlaceOf(tx, newest, (next) => insertTranslated(tx, { from: baseId, next, language, words }));
      await logPurposeChange(tx, "purpose-drafted", purposeId, by, {
        name: newest.name,
        number: made.number,
        language,
      });
      return { ok: true, ...made };
    },
  );
}

/** Writes a version as the draft: after the newest one if that is published, else in its place. */
async function inPlaceOf(
  tx: Executor,
  newest: { readonly id: string; readonly number: number; readonly publishedAt: Date | null },
  write: (number: number) => Promise<string>,
): Promise<{ versionId: string; number: number }> {
  const next = newest.number + 1;
  const versionId = await write(next);
  if (newest.publishedAt !== null) return { versionId, number: next };
  // Deleted only now, because texts were copied from it; this frees its number.
  await tx.delete(purposeVersion).where(eq(purposeVersion.id, newest.id));
  await tx.update(purposeVersion).set({ number: newest.number }).where(eq(purposeVersion.id, versionId));
  return { versionId, number: newest.number };
}

export interface PublishOptions {
  /** People who decided before are asked everything again, and not only what is new. */
  readonly asksAll: boolean;
  /**
   * Until then they may put it off; null: they are asked at their next sign-in. Allowed only for a change that asks
   * something.
   */
  readonly askFrom: Date | null;
  /**
   * What people agreed to before and this version does not ask for ends: then call `endGrantsOfPurpose`. Otherwise it
   * stays until it is withdrawn or expires, and later sign-ins no longer change it.
   */
  readonly endsDropped?: boolean;
}

/** How many days a question can be put off: after that, people no longer remember what it was about. */
export const maxWaitDays = 366;

type Published = ChangeResult<
  { number: number },
  | "conflict"
  | "already-published"
  | "past"
  | "too-far"
  | "nothing-asked"
  | "name-taken"
  | "too-many-boxes"
  | "not-found"
>;

/**
 * Publishes the draft: it is asked from now on. Errors: "conflict" if `versionId` is no longer the draft,
 * "already-published" if it was published meanwhile, "past" or "too-far" for the date, "nothing-asked" for a date of a
 * change that asks nothing, "name-taken", "too-many-boxes" if no one could answer a sign-in any more, "not-found".
 */
export async function publishVersion(
  executor: Executor,
  purposeId: string,
  versionId: string,
  { asksAll, askFrom, endsDropped = false }: PublishOptions,
  by: Actor,
  { language = "en" }: { language?: string } = {},
): Promise<Published> {
  const publish = () =>
    withPurposesLocked<Published>(executor, async (tx) => {
      const newest = await newestOf(tx, purposeId);
      if (newest === null) return { ok: false, code: "not-found" };
      if (newest.id !== versionId) return { ok: false, code: "conflict" };
      if (newest.publishedAt !== null) return { ok: false, code: "already-published" };
      const draft = await readVersion(tx, sql`v.id = ${versionId}`);
      const before = await readVersion(tx, sql`v.purpose_id = ${purposeId} and v.published_at is not null`);
      if (draft === null) return { ok: false, code: "not-found" };
      const asksAgain = before !== null && asksAll;
      const material = before === null || asksAgain || isMaterialChange(before, draft);
      const wrong = wrongDate(askFrom, { material, now: newest.now });
      if (wrong) return { ok: false, code: wrong };
      const { name } = draft.texts[language] ?? Object.values(draft.texts)[0] ?? { name: "" };
      await tx
        .update(purpose)
        .set({ ...nameColumns({ name }), status: "live" })
        .where(eq(purpose.id, purposeId));
      await tx
        .update(purposeVersion)
        .set({ material, asksAll: asksAgain, askFrom, endsDropped, publishedAt: sql`now()` })
        .where(eq(purposeVersion.id, versionId));
      await requireAnswerable(tx);
      const { number } = newest;
      const when = askFrom?.toISOString() ?? null;
      const ends = endsDropped ? { endsDropped } : {};
      const details = { name, number, material, asksAll: asksAgain, askFrom: when, ...ends };
      await logPurposeChange(tx, "purpose-changed", purposeId, by, details);
      return { ok: true, number };
    });
  return unlessTooManyBoxes(() => unlessNameTaken(publish));
}

function wrongDate(askFrom: Date | null, { material, now }: { material: boolean; now: Date }) {
  if (askFrom === null) return null;
  if (!material) return "nothing-asked";
  if (askFrom <= now) return "past";
  return askFrom.getTime() - now.getTime() > maxWaitDays * 86_400_000 ? "too-far" : null;
}

/**
 * Deletes an unpublished change; succeeds if it is already deleted. Errors: "conflict" if it was published or changed
 * in between, "not-found".
 */
export async function discardDraft(
  executor: Executor,
  purposeId: string,
  versionId: string,
  by: Actor,
): Promise<ChangeResult<Nothing, "conflict" | "not-found">> {
  return withPurposesLocked<ChangeResult<Nothing, "conflict" | "not-found">>(executor, async (tx) => {
    const newest = await newestOf(tx, purposeId);
    // A purpose that was never published consists of its draft: delete the purpose instead.
    if (newest === null || newest.status === "draft") return { ok: false, code: "not-found" };
    if (newest.publishedAt !== null) {
      return (await readVersion(tx, sql`v.id = ${versionId}`)) === null
        ? { ok: true }
        : { ok: false, code: "conflict" };
    }
    if (newest.id !== versionId) return { ok: false, code: "conflict" };
    await tx.delete(purposeVersion).where(eq(purposeVersion.id, versionId));
    await logPurposeChange(tx, "purpose-draft-discarded", purposeId, by, { number: newest.number });
    return { ok: true };
  });
}

/** The newest version of a purpose that is not archived, and the time of the database. */
async function newestOf(tx: Executor, purposeId: string) {
  const { id, number, publishedAt } = purposeVersion;
  const [newest] = await tx
    .select({
      id,
      number,
      publishedAt,
      name: purpose.name,
      status: purpose.status,
      now: sql<Date>`now()`.mapWith(purpose.createdAt),
    })
    .from(purposeVersion)
    .innerJoin(purpose, eq(purpose.id, purposeVersion.purposeId))
    .where(and(eq(purpose.id, purposeId), isNull(purpose.providerId), ne(purpose.status, "archived")))
    .orderBy(desc(number))
    .limit(1);
  return newest ?? null;
}
