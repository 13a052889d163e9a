import { sql } from "drizzle-orm";
import { check, timestamp, uuid, type AnyPgColumn } from "drizzle-orm/pg-core";

// Ids are random (version 4) and never ordered by time: the id of a refusal must not show when it was made.
export const id = () => uuid().primaryKey().defaultRandom();

/** A moment in milliseconds, so that the value that is read back is the same JavaScript Date. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: "date" });

/** By the database clock, because the clocks of application servers differ. */
export const createdAt = () => moment().notNull().defaultNow();

const quoted = (word: string) => `'${word.replaceAll("'", "''")}'`;

/** The column holds one of these words. */
export const oneOf = (name: string, column: AnyPgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map(quoted).join(", "))})`);

/** The text has this many characters (code points). */
export const lengthOf = (name: string, column: AnyPgColumn, least: number, most: number) =>
  check(name, sql`char_length(${column}) between ${sql.raw(String(least))} and ${sql.raw(String(most))}`);

/** The whole text matches this regular expression (POSIX, as PostgreSQL reads it). */
export const shapeOf = (name: string, column: AnyPgColumn, expression: string) =>
  check(name, sql`${column} ~ ${sql.raw(quoted(`^(${expression})$`))}`);

/** BCP 47, https://www.rfc-editor.org/info/bcp47 */
export const languageTag = (name: string, column: AnyPgColumn) =>
  shapeOf(name, column, "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");

/** The SHA-256, in hexadecimal, of a secret that only a browser or a reader of the log has. */
export const sha256 = (name: string, column: AnyPgColumn) => shapeOf(name, column, "[0-9a-f]{64}");

/** A SHA-256 in Base 64, as the formats of transparency logs write it. */
export const base64Hash = (name: string, column: AnyPgColumn) => shapeOf(name, column, "[A-Za-z0-9+/]{43}=");
