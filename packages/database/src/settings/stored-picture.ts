import { sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Executor, Transaction } from "../engine/orm.ts";
import type { EventDetails } from "../schema/event.ts";
import { type Picture, pictureChange, type PictureChange, type PictureSaved } from "./picture.ts";

/** A row of a table of pictures: by its key. */
interface PicturePlace {
  readonly key: PgColumn;
  readonly id: string | number;
}

/** The picture there, or null. */
export async function findPicture(executor: Executor, { key, id }: PicturePlace): Promise<Picture | null> {
  const [found] = await executor.execute<Pick<Picture, keyof Picture>>(
    sql`select type, picture, hash from ${key.table} where ${key} = ${id}`,
  );
  return found ?? null;
}

/**
 * Sets or removes the picture there. The caller has locked its owner, because without a picture there is no row to lock,
 * and writes the event with the details that `noted` gets. Error: "logo-conflict".
 */
export async function storePicture(
  tx: Transaction,
  place: PicturePlace,
  change: PictureChange,
  noted: (details: EventDetails) => Promise<void>,
): Promise<PictureSaved> {
  const result = pictureChange((await findPicture(tx, place)) ?? undefined, change);
  if (!result.changed) return result.saved;
  const { key, id } = place;
  await tx.execute(sql`delete from ${key.table} where ${key} = ${id}`);
  if (change.logo) await tx.insert(key.table).values({ [key.name]: id, ...change.logo });
  await noted(result.details);
  return { ok: true };
}
