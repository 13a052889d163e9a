import type { PurposeInput, TranslationInput } from "@assent/consent/purpose/purpose-input";
import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import { purposeEndImpact, isEndingWithPurpose } from "../provisioning/end-with-purpose.ts";
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
import { otherAccountsExist } from "./purpose-usage.ts";
import { wasPublished } from "./purpose-version-sql.ts";
import { addWords, insertVersion } from "./purpose-version-writing.ts";
import { purpose, type PurposeStatus } from "../schema/purpose.ts";

interface NewPurpose {
  readonly language?: string;
  /** "unless-reviewed": live at once if only this administrator has an account, else a draft to review. */
  readonly status?: "live" | "draft" | "unless-reviewed";
  /** The words in other languages, by language. */
  readonly translations?: Readonly<Record<string, TranslationInput>>;
}

type Created = ChangeResult<
  { purposeId: string; versionId: string; status: "live" | "draft" },
  "name-taken" | "too-many-boxes"
>;

/**
 * Creates a purpose with version 1, last in the order. `input` has passed the schema `purposeInput` and is in one
 * language. Errors: "name-taken", "too-many-boxes" if no one could answer a sign-in any more; throws DatabaseError for an attribute that is not in the catalogue.
 */
export async function createPurpose(
  executor: Executor,
  input: PurposeInput,
  by: Actor,
  { language = "en", status: wanted = "live", translations = {} }: NewPurpose = {},
): Promise<Created> {
  const create = () =>
    withPurposesLocked<Created>(executor, async (tx) => {
      const reviewed = wanted === "unless-reviewed" && (await otherAccountsExist(tx, by));
      const status = reviewed || wanted === "draft" ? "draft" : "live";
      const [made] = await tx
        .insert(purpose)
        .values({ ...nameColumns(input), status, position: sql`${lastPosition} + 1` })
        .returning({ id: purpose.id });
      const purposeId = made?.id ?? "";
      const published = status === "live";
      const version = { purposeId, number: 1, material: true, input, language, published };
      const versionId = await insertVersion(tx, version, async (to) => {
        for (const [code, words] of Object.entries(translations)) await addWords(tx, to, code, words);
      });
      await logPurposeChange(tx, "purpose-created", purposeId, by, { name: input.name });
      if (published) await requireAnswerable(tx);
      return { ok: true, purposeId, versionId, status };
    });
  return unlessTooManyBoxes(() => unlessNameTaken(create));
}

/** Swaps a purpose with its neighbour among those that are not archived; at the end of the list nothing moves. */
export async function movePurpose(
  executor: Executor,
  purposeId: string,
  direction: "up" | "down",
  by: Actor,
): Promise<ChangeResult<Nothing, "not-found">> {
  return withPurposesLocked(executor, async (tx) => {
    const order = await tx
      .select({ id: purpose.id, position: purpose.position })
      .from(purpose)
      .where(and(ne(purpose.status, "archived"), isNull(purpose.providerId)))
      .orderBy(asc(purpose.position), asc(purpose.id));
    const from = order.findIndex(({ id }) => id === purposeId);
    if (from < 0) return { ok: false, code: "not-found" };
    const to = direction === "up" ? from - 1 : from + 1;
    const [moved, other] = [order[from], order[to]];
    if (moved === undefined || other === undefined) return { ok: true };
    order[from] = other;
    order[to] = moved;
    // Numbering all again also repairs equal positions.
    for (const [index, { id, position }] of order.entries()) {
      if (position !== index + 1)
        await tx
          .update(purpose)
          .set({ position: index + 1 })
          .where(eq(purpose.id, id));
    }
    await logPurposeChange(tx, "purpose-moved", purposeId, by, { direction });
    return { ok: true };
  });
}

/**
 * Archives a purpose: it is no longer asked. What was agreed stays until it is withdrawn or expires. With
 * `endsGrants` it ends: then call `endGrantsOfPurpose`, which is not part of this transaction because decisions wait
 * for this one.
 */
export async function archivePurpose(
  executor: Executor,
  purposeId: string,
  by: Actor,
  { endsGrants = false }: { readonly endsGrants?: boolean } = {},
): Promise<ChangeResult<Nothing, "not-found">> {
  return withPurposesLocked(executor, async (tx) => {
    const archived = await tx
      .update(purpose)
      .set({ status: "archived", archivedAt: sql`now()`, endsGrants })
      .where(and(eq(purpose.id, purposeId), isNull(purpose.providerId), ne(purpose.status, "archived")))
      .returning({ name: purpose.name });
    if (archived.length === 0) return { ok: false, code: "not-found" };
    const { people } = await purposeEndImpact(tx, purposeId);
    await logPurposeChange(tx, "purpose-archived", purposeId, by, { consents: endsGrants ? "end" : "stay", people });
    return { ok: true };
  });
}

type Restored = ChangeResult<Nothing, "not-found" | "still-ending" | "too-many-boxes">;

/**
 * Restores an archived purpose, last in the order: live, or a draft if it was never published. Grants that ended with
 * it stay ended, so those people are asked again. Errors: "still-ending" while grants are being ended, "not-found".
 */
export async function restorePurpose(executor: Executor, purposeId: string, by: Actor): Promise<Restored> {
  return unlessTooManyBoxes(() => restoreLocked(executor, purposeId, by));
}

function restoreLocked(executor: Executor, purposeId: string, by: Actor): Promise<Restored> {
  return withPurposesLocked<Restored>(executor, async (tx) => {
    const [found] = await tx
      .select({ busy: sql<boolean>`${purpose.endsGrants} and ${isEndingWithPurpose(sql`${purpose.id}`)}` })
      .from(purpose)
      .where(eq(purpose.id, purposeId));
    if (found?.busy) return { ok: false, code: "still-ending" };
    const status = sql<PurposeStatus>`case when exists (select from purpose_version v
      where v.purpose_id = ${purpose.id} and v.published_at is not null) then 'live' else 'draft' end`;
    const restored = await tx
      .update(purpose)
      .set({ status, archivedAt: null, endsGrants: false, position: sql`${lastPosition} + 1` })
      .where(and(eq(purpose.id, purposeId), eq(purpose.status, "archived")))
      .returning({ id: purpose.id });
    if (restored.length === 0) return { ok: false, code: "not-found" };
    await requireAnswerable(tx);
    await logPurposeChange(tx, "purpose-restored", purposeId, by);
    return { ok: true };
  });
}

/** Deletes a purpose that no one can have seen, with its draft. Errors: "shown" if it was ever live, "not-found". */
export async function deletePurpose(
  executor: Executor,
  purposeId: string,
  by: Actor,
): Promise<ChangeResult<Nothing, "shown" | "not-found">> {
  return withPurposesLocked(executor, async (tx) => {
    const [found] = await tx
      .select({ name: purpose.name, shown: sql<boolean>`${wasPublished(sql`${purpose.id}`)}` })
      .from(purpose)
      .where(and(eq(purpose.id, purposeId), isNull(purpose.providerId)));
    if (found === undefined) return { ok: false, code: "not-found" };
    if (found.shown) return { ok: false, code: "shown" };
    await tx.delete(purpose).where(eq(purpose.id, purposeId));
    await logPurposeChange(tx, "purpose-deleted", purposeId, by, { name: found.name });
    return { ok: true };
  });
}

const lastPosition = sql`(select coalesce(max(position), 0) from purpose)`;
