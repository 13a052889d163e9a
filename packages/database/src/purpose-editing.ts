import { type PurposeInput, purposeNameKey } from "@assent/consent/purpose";
import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import { violates } from "./database-error.ts";
import { administrator, appendEvent, type By, type EventDetails, type EventType } from "./events.ts";
import { lockWhatIsAsked } from "./locks.ts";
import type { Executor, Transaction } from "./orm.ts";
import { inUse } from "./purpose-version-sql.ts";
import { copyOtherLanguages, insertVersion } from "./purpose-version-writing.ts";
import { purpose, type PurposeStatus } from "./schema/purpose.ts";
import { purposeVersion } from "./schema/purpose-version.ts";

type Failure<Code extends string> = { readonly ok: false; readonly code: Code };
type Result<Value, Code extends string> = ({ readonly ok: true } & Value) | Failure<Code>;
type Nothing = Readonly<Record<never, never>>;

/**
 * A new purpose with version 1, last in the order. `input` has passed the schema of @assent/consent/purpose and is in one
 * language. Errors: "name-taken"; DatabaseError for an attribute that is not in the catalogue.
 */
export async function createPurpose(
  executor: Executor,
  input: PurposeInput,
  by: By,
  { language = "en", status = "live" }: { language?: string; status?: Exclude<PurposeStatus, "archived"> } = {},
): Promise<Result<{ purposeId: string; versionId: string }, "name-taken">> {
  return unlessNameTaken(() =>
    editing(executor, async (tx) => {
      const [made] = await tx
        .insert(purpose)
        .values({ ...named(input), status, position: sql`${lastPosition} + 1` })
        .returning({ id: purpose.id });
      const purposeId = made?.id ?? "";
      const published = status === "live";
      const versionId = await insertVersion(tx, {
        purposeId,
        number: 1,
        material: true,
        input,
        by,
        language,
        published,
      });
      await note(tx, "purpose-created", purposeId, by, { name: input.name });
      return { ok: true, purposeId, versionId };
    }),
  );
}

/**
 * The next version of a purpose, asked from the next sign-in on. Texts in other languages are taken over from version
 * `baseNumber`, the one the editor saw. `material`: those who agreed before are to be asked again.
 * Errors: "conflict" when somebody else made a version in between, "name-taken", "not-found".
 */
export async function addVersion(
  executor: Executor,
  purposeId: string,
  baseNumber: number,
  input: PurposeInput,
  by: By,
  material: boolean,
  { language = "en" }: { language?: string } = {},
): Promise<Result<{ versionId: string; number: number }, "conflict" | "name-taken" | "not-found">> {
  return unlessNameTaken(() =>
    editing<Result<{ versionId: string; number: number }, "conflict" | "not-found">>(executor, async (tx) => {
      const [base] = await tx
        .select({ id: purposeVersion.id, number: purposeVersion.number, status: purpose.status })
        .from(purposeVersion)
        .innerJoin(purpose, eq(purpose.id, purposeVersion.purposeId))
        .where(eq(purpose.id, purposeId))
        .orderBy(desc(purposeVersion.number))
        .limit(1);
      if (base === undefined) return { ok: false, code: "not-found" };
      if (base.number !== baseNumber) return { ok: false, code: "conflict" };
      const number = baseNumber + 1;
      await tx.update(purpose).set(named(input)).where(eq(purpose.id, purposeId));
      const carryOver = (versionId: string) => copyOtherLanguages(tx, { from: base.id, to: versionId, language });
      const published = base.status !== "draft";
      const version = { purposeId, number, material, input, by, language, published };
      const versionId = await insertVersion(tx, version, carryOver);
      await note(tx, "purpose-changed", purposeId, by, { name: input.name, number, material });
      return { ok: true, versionId, number };
    }),
  );
}

/** Swaps places with the neighbour among those that are not archived; at the end of the list nothing moves. */
export async function movePurpose(
  executor: Executor,
  purposeId: string,
  direction: "up" | "down",
  by: By,
): Promise<Result<Nothing, "not-found">> {
  return editing(executor, async (tx) => {
    const order = await tx
      .select({ id: purpose.id, position: purpose.position })
      .from(purpose)
      .where(ne(purpose.status, "archived"))
      .orderBy(asc(purpose.position), asc(purpose.id));
    const from = order.findIndex(({ id }) => id === purposeId);
    if (from < 0) return { ok: false, code: "not-found" };
    const to = direction === "up" ? from - 1 : from + 1;
    const [moved, other] = [order[from], order[to]];
    if (moved === undefined || other === undefined) return { ok: true };
    order[from] = other;
    order[to] = moved;
    // Two purposes may have come to the same position; numbering them all anew cures that too.
    for (const [index, { id, position }] of order.entries()) {
      if (position !== index + 1)
        await tx
          .update(purpose)
          .set({ position: index + 1 })
          .where(eq(purpose.id, id));
    }
    await note(tx, "purpose-moved", purposeId, by, { direction });
    return { ok: true };
  });
}

/** Nobody is asked any more; what was agreed stays agreed. */
export async function archivePurpose(
  executor: Executor,
  purposeId: string,
  by: By,
): Promise<Result<Nothing, "not-found">> {
  return editing(executor, async (tx) => {
    const archived = await tx
      .update(purpose)
      .set({ status: "archived", archivedAt: sql`now()` })
      .where(and(eq(purpose.id, purposeId), ne(purpose.status, "archived")))
      .returning({ name: purpose.name });
    if (archived.length === 0) return { ok: false, code: "not-found" };
    await note(tx, "purpose-archived", purposeId, by);
    return { ok: true };
  });
}

/** Asked again from the next sign-in on, last in the order. */
export async function restorePurpose(
  executor: Executor,
  purposeId: string,
  by: By,
): Promise<Result<Nothing, "not-found">> {
  return editing(executor, async (tx) => {
    const restored = await tx
      .update(purpose)
      .set({ status: "live", archivedAt: null, position: sql`${lastPosition} + 1` })
      .where(and(eq(purpose.id, purposeId), eq(purpose.status, "archived")))
      .returning({ id: purpose.id });
    if (restored.length === 0) return { ok: false, code: "not-found" };
    const unpublished = and(eq(purposeVersion.purposeId, purposeId), sql`${purposeVersion.publishedAt} is null`);
    await tx
      .update(purposeVersion)
      .set({ publishedAt: sql`now()` })
      .where(unpublished);
    await note(tx, "purpose-restored", purposeId, by);
    return { ok: true };
  });
}

/** Deletes a purpose that nobody has ever decided on, with its versions. Errors: "in-use", "not-found". */
export async function deletePurpose(
  executor: Executor,
  purposeId: string,
  by: By,
): Promise<Result<Nothing, "in-use" | "not-found">> {
  return editing(executor, async (tx) => {
    const [found] = await tx
      .select({ name: purpose.name, used: sql<boolean>`${inUse(sql`${purpose.id}`)}` })
      .from(purpose)
      .where(eq(purpose.id, purposeId));
    if (found === undefined) return { ok: false, code: "not-found" };
    if (found.used) return { ok: false, code: "in-use" };
    await tx.delete(purpose).where(eq(purpose.id, purposeId));
    await note(tx, "purpose-deleted", purposeId, by, { name: found.name });
    return { ok: true };
  });
}

const named = ({ name }: PurposeInput) => ({ name, nameKey: purposeNameKey(name) });

const lastPosition = sql`(select coalesce(max(position), 0) from purpose)`;

/** One transaction that no decision can run past: it waits for those under way, and those that follow wait for it. */
function editing<Value>(executor: Executor, work: (tx: Transaction) => Promise<Value>): Promise<Value> {
  return executor.transaction(async (tx) => {
    await lockWhatIsAsked(tx);
    return work(tx);
  });
}

async function unlessNameTaken<Value>(write: () => Promise<Value>): Promise<Value | Failure<"name-taken">> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, "purpose_name_unique")) return { ok: false, code: "name-taken" };
    throw error;
  }
}

function note(
  tx: Executor,
  type: Exclude<EventType, "refused">,
  purposeId: string,
  by: By,
  details: EventDetails = {},
) {
  return appendEvent(tx, { type, actor: administrator(by), purposeId, details });
}
