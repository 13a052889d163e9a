import { type AnyPgColumn, text } from "drizzle-orm/pg-core";
import { lengthOf, oneOf, sha256 } from "./columns.ts";

const pictureTypes = ["image/png", "image/jpeg", "image/webp"] as const;

/** A picture that an administrator uploaded. Pictures are small, so base64 text is simple enough. */
export const pictureColumns = () => ({
  type: text({ enum: pictureTypes }).notNull(),
  /** In base64. */
  picture: text().notNull(),
  /** SHA-256 of the picture in hexadecimal. Its address contains it, so that browsers can cache the picture. */
  hash: text().notNull(),
});

type PictureColumns = Readonly<Record<keyof ReturnType<typeof pictureColumns>, AnyPgColumn>>;

/** The checks on a picture in any table. */
export const pictureRules = (table: string, { type, picture, hash }: PictureColumns) => [
  oneOf(`${table}_type_known`, type, pictureTypes),
  lengthOf(`${table}_picture_length`, picture, 1, 100_000),
  sha256(`${table}_hash_shape`, hash),
];
