import "server-only";
import type { PictureChange } from "@assent/database/settings/picture";
import * as z from "zod/mini";
import type { FlashTone } from "../flash-message";
import { readPicture } from "./picture";
import { ExpectedError } from "../result";

/** What can be wrong with a picture, for the list of flash messages of a feature that takes one. */
export const pictureFailures = {
  "logo-conflict": "warning",
  "logo-missing": "warning",
  "logo-too-large": "warning",
  "logo-no-picture": "warning",
  "logo-pixels": "warning",
  "logo-moves": "warning",
} as const satisfies Readonly<Record<string, FlashTone>>;

/** What the form of a picture posts: the file, null to take the picture away; and the hash of the one it showed, or "". */
export const pictureInput = z.object({ file: z.nullable(z.instanceof(Blob)), base: z.string() });
export type PostedPicture = z.infer<typeof pictureInput>;

/** Errors: those of readPicture. */
export async function pictureChangeOf({ file, base }: PostedPicture): Promise<PictureChange> {
  if (file === null) return { logo: null, base };
  const read = await readPicture(file);
  if (!read.ok) throw new ExpectedError(read.code);
  return { logo: read.picture, base };
}
